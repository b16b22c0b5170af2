/** A box; x and y are its upper left corner, in the units of the picture. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line of horizontal and vertical parts; the arrow is at its end. */
export type Polyline = readonly Point[];

export const right = ({ x, width }: Box): number => x + width;
export const bottom = ({ y, height }: Box): number => y + height;
export const middle = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** The `index`th of `count` places evenly along a side that begins at `start`. */
export function along(start: number, length: number, index: number, count: number): number {
  return Math.round(start + (length * (index + 1)) / (count + 1));
}
