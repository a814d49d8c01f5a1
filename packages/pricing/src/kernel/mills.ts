// Why not the erfcx of @bourse/math: here one exp serves the density, both normal probabilities and all Greeks, and what
// remains is this ratio, needed twice. One rational over the whole half line has no branch, one division and only
// positive coefficients (nothing cancels), and the same constants serve the WASM columns.

/**
 * Mills ratio R(h) = N(-h) / n(h) for h >= 0. P(h)/Q(h) of degree 10/11 by weighted least squares (`scripts/mills.py`,
 * 60 digits): 1e-17 of approximation on [0, infinity), relative error below 4 units of 2^-52 with its evaluation.
 */
export function mills(h: number): number {
  if (h > 1e15) return 1 / h // h^11 would overflow far beyond; R(h) = 1/h to the last digit
  const p =
    1.2533141373155003 +
    h *
      (2.1502303813056245 +
        h *
          (1.8225134807015584 +
            h *
              (0.9889974463778503 +
                h *
                  (0.37744315410147466 +
                    h *
                      (0.10546468342606828 +
                        h *
                          (0.021837330095041876 +
                            h *
                              (0.0033154378609246654 +
                                h *
                                  (0.0003549831132275923 +
                                    h * (2.4418317549317217e-5 + h * 8.325185143531452e-7)))))))))
  const q =
    1 +
    h *
      (2.513520184215883 +
        h *
          (2.9596543163590217 +
            h *
              (2.159769705635396 +
                h *
                  (1.088075459485712 +
                    h *
                      (0.39857884241133895 +
                        h *
                          (0.10873128466956279 +
                            h *
                              (0.022190648170961464 +
                                h *
                                  (0.0033398561784766558 +
                                    h *
                                      (0.00035581563174193214 +
                                        h * (2.4418317549317244e-5 + h * 8.325185143531452e-7))))))))))
  return p / q
}

/**
 * 1 - h R(h) for h >= 0, minus the slope of R, without the cancellation that the expression has from h = 3 on. Degree
 * 10/12, made as above: 2e-17 of approximation.
 */
export function millsSlope(h: number): number {
  if (h > 1e15) return 1 / (h * h)
  const p =
    1 +
    h *
      (1.450462364557448 +
        h *
          (1.0612241019176936 +
            h *
              (0.5058484802801128 +
                h *
                  (0.17220739967436222 +
                    h *
                      (0.04352247040073054 +
                        h *
                          (0.00825613261358237 +
                            h *
                              (0.0011624802313779953 +
                                h *
                                  (0.00011684529792110231 +
                                    h * (7.645309118706747e-6 + h * 2.5215668615730635e-7)))))))))
  const q =
    1 +
    h *
      (2.703776501872944 +
        h *
          (3.449905415856643 +
            h *
              (2.752544277157378 +
                h *
                  (1.5331119636168726 +
                    h *
                      (0.6297621395171744 +
                        h *
                          (0.19628531551319842 +
                            h *
                              (0.04696403925708654 +
                                h *
                                  (0.00860515556698906 +
                                    h *
                                      (0.001185416158736169 +
                                        h *
                                          (0.00011760176797956509 +
                                            h * (7.645309118706762e-6 + h * 2.521566861573063e-7)))))))))))
  return p / q
}
