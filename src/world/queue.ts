// What falls due and when: a priority queue that is part of the immutable world, so that going back to a step brings back what was
// pending then. It is a B-tree in the order (due, sequence): a change copies one path of small arrays, equal instants leave in the order they came.
import { assert } from "../base/assert.js";
import type { Instant } from "./time.js";

/** One thing that falls due. */
export interface Timer<T> {
  readonly due: Instant;
  /** Counts what was ever scheduled in this queue; tells equal instants apart. */
  readonly sequence: number;
  /** What `cancel` knows it by; several timers may have one label. */
  readonly label: string;
  readonly work: T;
}

/** The most timers of a leaf and the most children of a fork. */
const WIDTH = 16;

class Leaf<T> {
  constructor(readonly timers: readonly Timer<T>[]) {}
}

/** All below child i stands before `starts[i]`, all below child i + 1 at or after it. */
class Fork<T> {
  constructor(
    readonly starts: readonly Timer<T>[],
    readonly children: readonly Node<T>[],
  ) {}
}

type Node<T> = Leaf<T> | Fork<T>;

/** An immutable queue; a class only so that immer takes it as one value. Made by `emptyQueue`. */
export class Queue<T> {
  constructor(
    /** How many are pending. */
    readonly size: number,
    /** @internal */ readonly root: Node<T>,
    /** @internal */ readonly nextSequence: number,
  ) {}
}

/** A queue with nothing in it. */
export function emptyQueue<T>(): Queue<T> {
  return new Queue<T>(0, new Leaf([]), 0);
}

/** The queue with `work` due at `due`, after all that is due at that instant already. */
export function schedule<T>(queue: Queue<T>, due: Instant, work: T, label = ""): Queue<T> {
  assert(Number.isSafeInteger(due), "what falls due does so at an instant");
  const grown = insert(queue.root, { due, sequence: queue.nextSequence, label, work });
  return new Queue(queue.size + 1, grown instanceof Split ? grown.joined() : grown, queue.nextSequence + 1);
}

/** What falls due next, or undefined. */
export function peek<T>(queue: Queue<T>): Timer<T> | undefined {
  let node = queue.root;
  while (node instanceof Fork) node = node.children[0]!;
  return node.timers[0];
}

/** What falls due next and the queue without it, or undefined when nothing is pending. */
export function pop<T>(queue: Queue<T>): { readonly timer: Timer<T>; readonly queue: Queue<T> } | undefined {
  const timer = peek(queue);
  if (timer === undefined) return undefined;
  return { timer, queue: new Queue(queue.size - 1, removeFirst(queue.root) ?? new Leaf<T>([]), queue.nextSequence) };
}

/**
 * The queue without the timers of `label`; itself when there are none. It looks at all that is pending: an index by label would
 * double the cost of every timer for the sake of the few that are cancelled.
 */
export function cancel<T>(queue: Queue<T>, label: string): Queue<T> {
  let rest = queue;
  for (const timer of pendingOf(queue, label)) rest = without(rest, timer);
  return rest;
}

/** The pending timers of `label`, in the order in which they will fall due. */
export function pendingOf<T>(queue: Queue<T>, label: string): Timer<T>[] {
  const found: Timer<T>[] = [];
  gather(queue.root, label, found);
  return found;
}

function gather<T>(node: Node<T>, label: string, found: Timer<T>[]): void {
  if (node instanceof Fork) for (const child of node.children) gather(child, label, found);
  else for (const timer of node.timers) if (timer.label === label) found.push(timer);
}

/** All that is pending, in the order in which it will fall due. */
export function* pending<T>(queue: Queue<T>): IterableIterator<Timer<T>> {
  yield* timersBelow(queue.root);
}

function* timersBelow<T>(node: Node<T>): IterableIterator<Timer<T>> {
  if (node instanceof Leaf) yield* node.timers;
  else for (const child of node.children) yield* timersBelow(child);
}

function isBefore(a: Timer<unknown>, b: Timer<unknown>): boolean {
  return a.due < b.due || (a.due === b.due && a.sequence < b.sequence);
}

/** How many of `timers` stand at or before `timer`. */
function countUpTo<T>(timers: readonly Timer<T>[], timer: Timer<T>): number {
  let low = 0;
  let high = timers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(timer, timers[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What an insertion leaves when a node overflows: its two halves and where the second starts. */
class Split<T> {
  constructor(
    readonly left: Node<T>,
    readonly start: Timer<T>,
    readonly right: Node<T>,
  ) {}

  joined(): Fork<T> {
    return new Fork([this.start], [this.left, this.right]);
  }
}

function insert<T>(node: Node<T>, timer: Timer<T>): Node<T> | Split<T> {
  if (node instanceof Leaf) {
    const timers = withInserted(node.timers, countUpTo(node.timers, timer), timer);
    return timers.length <= WIDTH ? new Leaf(timers) : splitLeaf(timers);
  }
  const place = countUpTo(node.starts, timer);
  const child = insert(node.children[place]!, timer);
  if (!(child instanceof Split)) return new Fork(node.starts, withReplaced(node.children, place, child));
  const starts = withInserted(node.starts, place, child.start);
  const children = withInserted(withReplaced(node.children, place, child.left), place + 1, child.right);
  return children.length <= WIDTH ? new Fork(starts, children) : splitFork(starts, children);
}

function splitLeaf<T>(timers: readonly Timer<T>[]): Split<T> {
  const half = timers.length >>> 1;
  return new Split(new Leaf(timers.slice(0, half)), timers[half]!, new Leaf(timers.slice(half)));
}

function splitFork<T>(starts: readonly Timer<T>[], children: readonly Node<T>[]): Split<T> {
  const half = children.length >>> 1;
  const left = new Fork(starts.slice(0, half - 1), children.slice(0, half));
  return new Split(left, starts[half - 1]!, new Fork(starts.slice(half), children.slice(half)));
}

function without<T>(queue: Queue<T>, timer: Timer<T>): Queue<T> {
  return new Queue(queue.size - 1, remove(queue.root, timer) ?? new Leaf<T>([]), queue.nextSequence);
}

/** The node without its first timer; undefined when nothing is left. */
function removeFirst<T>(node: Node<T>): Node<T> | undefined {
  if (node instanceof Leaf) return node.timers.length === 1 ? undefined : new Leaf(node.timers.slice(1));
  const child = removeFirst(node.children[0]!);
  if (child !== undefined) return new Fork(node.starts, withReplaced(node.children, 0, child));
  return node.children.length === 2 ? node.children[1] : new Fork(node.starts.slice(1), node.children.slice(1));
}

/** The node without a timer that is in it; undefined when nothing is left. Nodes are not merged: most leave from the front, and empty ones go. */
function remove<T>(node: Node<T>, timer: Timer<T>): Node<T> | undefined {
  if (node instanceof Leaf) {
    const place = countUpTo(node.timers, timer) - 1;
    assert(node.timers[place]?.sequence === timer.sequence, "a timer is where its instant and sequence put it");
    return node.timers.length === 1 ? undefined : new Leaf(withRemoved(node.timers, place));
  }
  const place = countUpTo(node.starts, timer);
  const child = remove(node.children[place]!, timer);
  if (child !== undefined) return new Fork(node.starts, withReplaced(node.children, place, child));
  if (node.children.length === 2) return node.children[1 - place];
  return new Fork(withRemoved(node.starts, place === 0 ? 0 : place - 1), withRemoved(node.children, place));
}

function withReplaced<I>(items: readonly I[], place: number, item: I): I[] {
  const copy = items.slice();
  copy[place] = item;
  return copy;
}

function withInserted<I>(items: readonly I[], place: number, item: I): I[] {
  const copy = new Array<I>(items.length + 1);
  for (let index = 0; index < place; index++) copy[index] = items[index]!;
  copy[place] = item;
  for (let index = place; index < items.length; index++) copy[index + 1] = items[index]!;
  return copy;
}

function withRemoved<I>(items: readonly I[], place: number): I[] {
  const copy = new Array<I>(items.length - 1);
  for (let index = 0; index < place; index++) copy[index] = items[index]!;
  for (let index = place + 1; index < items.length; index++) copy[index - 1] = items[index]!;
  return copy;
}
