// Suffixes of Yahoo Finance and the exchanges (MIC) they stand for.

/** MIC by suffix. */
export const yahooExchanges: { readonly [suffix: string]: string } = {
  AX: 'XASX', AS: 'XAMS', AT: 'XATH', BK: 'XBKK', BO: 'XBOM', BR: 'XBRU', CN: 'XCNQ', CO: 'XCSE', DE: 'XETR', F: 'XFRA',
  HE: 'XHEL', HK: 'XHKG', IR: 'XDUB', IS: 'XIST', JK: 'XIDX', JO: 'XJSE', KL: 'XKLS', KQ: 'XKOS', KS: 'XKRX',
  L: 'XLON', LS: 'XLIS', MC: 'XMAD', MI: 'XMIL', MX: 'XMEX', NS: 'XNSE', NZ: 'XNZE', OL: 'XOSL', PA: 'XPAR', SA: 'BVMF',
  SI: 'XSES', SS: 'XSHG', ST: 'XSTO', SW: 'XSWX', SZ: 'XSHE', T: 'XTKS', TA: 'XTAE', TO: 'XTSE', TW: 'XTAI', TWO: 'ROCO',
  V: 'XTSX', VI: 'XWBO', WA: 'XWAR',
}
