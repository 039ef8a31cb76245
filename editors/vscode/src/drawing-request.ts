// The request `vsdlint/draw` of the language server, as docs/editors.md describes it.

export const DRAW = "vsdlint/draw";
export const DRAWING_CHANGED = "vsdlint/drawingChanged";

export interface Position {
  line: number;
  character: number;
}

export interface Location {
  uri: string;
  range: { start: Position; end: Position };
}

/** A place in a document that a cursor may have. */
export interface Place {
  uri: string;
  position: Position;
}

export interface DrawParams {
  textDocument: { uri: string };
  position?: Position;
  of?: string;
}

export interface Drawing {
  of: string;
  title: string;
  svg: string;
  location: Location | null;
  boxes: { at: string; location: Location }[];
}

/** Whether a place lies in a location, its ends included. */
export function lies(place: Place, { uri, range }: Location): boolean {
  const { line, character } = place.position;
  const isBehind = line > range.start.line || (line === range.start.line && character >= range.start.character);
  const isBefore = line < range.end.line || (line === range.end.line && character <= range.end.character);
  return place.uri === uri && isBehind && isBefore;
}

/** The place that a part of a picture stands for; none if it is written in another manner. */
export function placeOf(at: string): Place | undefined {
  const found = /^(.+)#L(\d+),(\d+)$/.exec(at);
  if (!found) {
    return undefined;
  }
  return { uri: found[1], position: { line: Number(found[2]) - 1, character: Number(found[3]) - 1 } };
}

/** All places that the parts of a picture stand for. */
export function placesIn(svg: string): Set<string> {
  const letters: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  const places = new Set<string>();
  for (const [, at] of svg.matchAll(/ data-at="([^"]*)"/g)) {
    places.add(at.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => letters[name]));
  }
  return places;
}
