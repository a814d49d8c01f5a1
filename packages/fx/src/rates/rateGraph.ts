// Currencies are nodes, quotes are edges both ways, and a rate is a shortest path whose length is the spread paid,
// ln(ask/bid) per quote: never negative, so that arbitrage in the quotes cannot trap the search (Dijkstra 1959). Lengths
// are integers, so that their sum does not depend on the direction and a pair and its inverse take the same path.
import type { Currency, EpochMs, InstrumentId } from '@bourse/core'

/** A listing and its last quote; both prices are NaN where they cannot be used. */
export type Edge = {
  readonly id: InstrumentId
  readonly base: number
  readonly quote: number
  /** Fewer quotes first, then whichever the names say: decides between paths of equal spread. */
  readonly tie: number
  bid: number
  ask: number
  at: EpochMs
  /** 2^44 ln(ask/bid), an integer. */
  spread: number
}

/** Paths from one currency to all others, by node. `via` is the edge one arrives on, -1 where there is none. */
export type Tree = {
  version: number
  via: Int32Array
  bid: Float64Array
  ask: Float64Array
  asOf: Float64Array
  /** Of the search: spread so far, its tie, and whether it is final. */
  cost: Float64Array
  tie: Float64Array
  done: Uint8Array
}

/** Which quotes may be walked: live ones only, stale ones too, or whatever was ever quoted. */
export type Reach = 'live' | 'stale' | 'any'

/** The quotes, and what was found from them until the next one comes. */
export type RateGraph = {
  readonly nodes: Map<Currency, number>
  readonly edges: Edge[]
  /** Indices of the edges that touch a node. */
  readonly touching: number[][]
  readonly trees: Map<number, Tree>
  version: number
  /** Quotes older than this are stale. */
  oldest: EpochMs
}

export function emptyGraph(): RateGraph {
  return {
    nodes: new Map(),
    edges: [],
    touching: [],
    trees: new Map(),
    version: 0,
    oldest: Number.NEGATIVE_INFINITY,
  }
}

export function addEdge(graph: RateGraph, id: InstrumentId, base: Currency, quote: Currency): Edge {
  const [from, to] = [nodeOf(graph, base), nodeOf(graph, quote)]
  const [bid, ask, at] = [Number.NaN, Number.NaN, Number.NEGATIVE_INFINITY]
  const edge: Edge = { id, base: from, quote: to, tie: 2 ** 30 + hashOf(id), bid, ask, at, spread: 0 }
  const index = graph.edges.push(edge) - 1
  graph.touching[from]!.push(index)
  graph.touching[to]!.push(index)
  graph.version++
  return edge
}

export function setEdge(graph: RateGraph, edge: Edge, bid: number, ask: number, at: EpochMs): void {
  edge.bid = bid
  edge.ask = ask
  edge.at = at
  edge.spread = Math.round(Math.log(ask / bid) * 2 ** 44)
  graph.version++
}

/** The tree of live quotes, found once per change. */
export function liveTree(graph: RateGraph, source: number): Tree {
  const known = graph.trees.get(source)
  if (known?.version === graph.version) return known
  const size = graph.touching.length
  const tree = known !== undefined && known.via.length === size ? known : emptyTree(size)
  search(graph, source, 'live', tree)
  graph.trees.set(source, tree)
  return tree
}

/** A tree for an explanation: not kept. */
export function widerTree(graph: RateGraph, source: number, reach: Reach): Tree {
  const tree = emptyTree(graph.touching.length)
  search(graph, source, reach, tree)
  return tree
}

/** Edges from the tree's source to a node, in walking order. */
export function pathTo(graph: RateGraph, tree: Tree, source: number, node: number): Edge[] {
  const path: Edge[] = []
  for (let at = node; at !== source; ) {
    const edge = graph.edges[tree.via[at]!]!
    path.push(edge)
    at = edge.base === at ? edge.quote : edge.base
  }
  return path.reverse()
}

function emptyTree(size: number): Tree {
  const column = (): Float64Array => new Float64Array(size)
  return {
    version: -1,
    via: new Int32Array(size),
    bid: column(),
    ask: column(),
    asOf: column(),
    cost: column(),
    tie: column(),
    done: new Uint8Array(size),
  }
}

// With some tens of currencies a scan for the nearest is as good as a heap.
function search(graph: RateGraph, source: number, reach: Reach, tree: Tree): void {
  const { edges, touching } = graph
  const size = touching.length
  const { cost, tie, done } = tree
  cost.fill(Number.POSITIVE_INFINITY)
  done.fill(0)
  tree.via.fill(-1)
  tie[source] = 0
  tree.bid[source] = 1
  tree.ask[source] = 1
  tree.asOf[source] = Number.POSITIVE_INFINITY
  cost[source] = 0
  for (;;) {
    let near = -1
    for (let node = 0; node < size; node++) {
      if (done[node] === 1 || cost[node] === Number.POSITIVE_INFINITY) continue
      if (near < 0 || cost[node]! < cost[near]! || (cost[node] === cost[near] && tie[node]! < tie[near]!)) near = node
    }
    if (near < 0) break
    done[near] = 1
    const around = touching[near]!
    for (let k = 0; k < around.length; k++) {
      const index = around[k]!
      const edge = edges[index]!
      const next = edge.base === near ? edge.quote : edge.base
      if (done[next] === 1 || !mayWalk(edge, reach, graph.oldest)) continue
      const length = cost[near]! + (Number.isNaN(edge.spread) ? 0 : edge.spread)
      const names = tie[near]! + edge.tie
      if (length > cost[next]! || (length === cost[next] && names >= tie[next]!)) continue
      cost[next] = length
      tie[next] = names
      tree.via[next] = index
      const forward = edge.base === near
      tree.bid[next] = forward ? tree.bid[near]! * edge.bid : tree.bid[near]! / edge.ask
      tree.ask[next] = forward ? tree.ask[near]! * edge.ask : tree.ask[near]! / edge.bid
      tree.asOf[next] = Math.min(tree.asOf[near]!, edge.at)
    }
  }
  tree.version = graph.version
}

function mayWalk(edge: Edge, reach: Reach, oldest: EpochMs): boolean {
  if (reach === 'any') return true
  return !Number.isNaN(edge.bid) && (reach === 'stale' || edge.at >= oldest)
}

function nodeOf(graph: RateGraph, currency: Currency): number {
  const known = graph.nodes.get(currency)
  if (known !== undefined) return known
  const node = graph.touching.push([]) - 1
  graph.nodes.set(currency, node)
  return node
}

// FNV-1a, 20 bits: an order of names that adds up to the same in both directions.
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 12
}
