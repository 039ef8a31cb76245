// Microsoft Visio drawings bear the extension .vsd as well. Their first bytes tell.

const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** How many bytes `isDrawing` looks at. */
export const HEAD = 4;

/** Whether a file that begins so is a drawing: the old form is an OLE file, the newer one a ZIP archive. */
export function isDrawing(head: Uint8Array): boolean {
  return [OLE, ZIP].some((magic) => magic.every((byte, at) => head[at] === byte));
}
