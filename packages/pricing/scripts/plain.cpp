// The rival of the bench: what a C++ programmer writes from the textbook, compiled with -O3 and called in this process,
// so that it takes turns with the other contenders. The few declarations of Node's stable C interface stand here because
// its headers are not on every machine.
#include <cmath>
#include <cstddef>

typedef struct napi_env__ *napi_env;
typedef struct napi_value__ *napi_value;
typedef struct napi_callback_info__ *napi_callback_info;
typedef napi_value (*napi_callback)(napi_env, napi_callback_info);
extern "C" {
int napi_create_function(napi_env, const char *, size_t, napi_callback, void *, napi_value *);
int napi_get_cb_info(napi_env, napi_callback_info, size_t *, napi_value *, napi_value *, void **);
int napi_get_typedarray_info(napi_env, napi_value, int *, size_t *, void **, napi_value *, size_t *);
int napi_set_named_property(napi_env, napi_value, const char *, napi_value);
}

static inline double cdf(double x) { return 0.5 * erfc(-x * M_SQRT1_2); }

// Columns of n rows one after another: S K T r q v w | price delta gamma vega theta rho
static void bsm(double *at, size_t n) {
  const double *S = at, *K = S + n, *T = K + n, *r = T + n, *q = r + n, *v = q + n, *w = v + n;
  double *price = at + 7 * n, *delta = price + n, *gamma = delta + n, *vega = gamma + n, *theta = vega + n, *rho = theta + n;
  for (size_t i = 0; i < n; i++) {
    double root = sqrt(T[i]), sd = v[i] * root;
    double d1 = (log(S[i] / K[i]) + (r[i] - q[i] + 0.5 * v[i] * v[i]) * T[i]) / sd, d2 = d1 - sd;
    double eq = exp(-q[i] * T[i]), er = exp(-r[i] * T[i]), N1 = cdf(w[i] * d1), N2 = cdf(w[i] * d2);
    double n1 = exp(-0.5 * d1 * d1) * 0.3989422804014327, perVol = S[i] * eq * n1 * root;
    price[i] = w[i] * (S[i] * eq * N1 - K[i] * er * N2);
    delta[i] = w[i] * eq * N1;
    gamma[i] = eq * n1 / (S[i] * sd);
    vega[i] = perVol;
    theta[i] = -perVol * v[i] / (2 * T[i]) - w[i] * r[i] * K[i] * er * N2 + w[i] * q[i] * S[i] * eq * N1;
    rho[i] = w[i] * K[i] * T[i] * er * N2;
  }
}

// Columns of n rows one after another: F D K T S v w | price delta gamma vega theta rho: the columns of OptionColumns.
static void forwards(double *at, size_t n) {
  const double *F = at, *D = F + n, *K = D + n, *T = K + n, *S = T + n, *v = S + n, *w = v + n;
  double *price = at + 7 * n, *delta = price + n, *gamma = delta + n, *vega = gamma + n, *theta = vega + n, *rho = theta + n;
  for (size_t i = 0; i < n; i++) {
    double root = sqrt(T[i]), sd = v[i] * root, r = -log(D[i]) / T[i], q = r - log(F[i] / S[i]) / T[i];
    double d1 = log(F[i] / K[i]) / sd + 0.5 * sd, d2 = d1 - sd, N1 = cdf(w[i] * d1), N2 = cdf(w[i] * d2);
    double n1 = exp(-0.5 * d1 * d1) * 0.3989422804014327, A = D[i] * F[i], B = D[i] * K[i], perVol = A * n1 * root;
    price[i] = w[i] * (A * N1 - B * N2);
    delta[i] = w[i] * A / S[i] * N1;
    gamma[i] = A * n1 / (S[i] * S[i] * sd);
    vega[i] = perVol;
    theta[i] = -perVol * v[i] / (2 * T[i]) - w[i] * r * B * N2 + w[i] * q * A * N1;
    rho[i] = w[i] * T[i] * B * N2;
  }
}

template <void (*loop)(double *, size_t)> static napi_value call(napi_env env, napi_callback_info info) {
  size_t count = 1, length = 0;
  napi_value column;
  void *data = nullptr;
  napi_get_cb_info(env, info, &count, &column, nullptr, nullptr);
  napi_get_typedarray_info(env, column, nullptr, &length, &data, nullptr, nullptr);
  loop(static_cast<double *>(data), length / 13);
  return nullptr;
}

extern "C" napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  napi_value function;
  napi_create_function(env, "bsm", 3, call<bsm>, nullptr, &function);
  napi_set_named_property(env, exports, "bsm", function);
  napi_create_function(env, "forwards", 8, call<forwards>, nullptr, &function);
  napi_set_named_property(env, exports, "forwards", function);
  return exports;
}
