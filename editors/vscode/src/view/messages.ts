// What the extension and the page that shows a picture say to each other.

import type { Place } from "../drawing-request";

/** What a map is of. */
export type Kind = "stream" | "landscape" | "chain";

/** What a page keeps of its map, so that the map is there again when the window has been loaded anew. */
export interface Kept {
  kind: Kind;
  here: Place;
}

/** What the page is told. */
export type ToView =
  | { type: "picture"; of: string; title: string; svg: string; here: string | undefined; kept: Kept }
  /** The cursor stands in the statement of this box, or of none. */
  | { type: "here"; at: string | undefined }
  /** Why there is no picture, or none of the text as it is. */
  | { type: "problem"; text: string };

/** What the page tells. */
export type FromView =
  | { type: "ready" }
  /** Somebody wants to see the statement of a part. */
  | { type: "open"; at: string };
