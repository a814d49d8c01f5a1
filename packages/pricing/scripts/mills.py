# Rational approximation R(h) ~ P(h)/Q(h) of the Mills ratio on [0, inf): least squares on the linearised problem with
# Loeb weights, then Lawson's weights towards equal ripple.
import mpmath as mp, sys
mp.mp.dps=60
R=lambda h: (mp.sqrt(mp.pi/2)*mp.exp(h*h/2)*mp.erfc(h/mp.sqrt(2))) if h<60 else sum((-1)**k*mp.fac2(2*k-1)/h**(2*k+1) for k in range(0,30))
a=mp.mpf(3)
def fit(n,M=240,it=12):
    ts=[mp.cos(mp.pi*(2*k+1)/(2*M)) for k in range(M)]
    hs=[a*(1+t)/(1-t) for t in ts]
    f=[R(h)*(h+a) for h in hs]
    m=n+1
    # basis: chebyshev in t ; p deg n, q deg m, q0=1
    def cheb(t,N):
        c=[mp.mpf(1),t]
        while len(c)<=N: c.append(2*t*c[-1]-c[-2])
        return c[:N+1]
    # constraint: p(t)(h+a)^(m) must be divisible -> p deg m with p(1)... see below: use p deg n in t times nothing: P(h)=p(t)(h+a)^n, Q(h)=q(t)(h+a)^m ; R=P/Q  => R*(h+a)=p/q
    C=[cheb(t,m) for t in ts]
    w=[mp.mpf(1)]*M; lw=[mp.mpf(1)]*M
    best=None
    for _ in range(it):
        A=mp.matrix(M,n+1+m); b=mp.matrix(M,1)
        for i in range(M):
            s=w[i]*mp.sqrt(lw[i])/f[i]
            for j in range(n+1): A[i,j]=C[i][j]*s
            for j in range(1,m+1): A[i,n+j]=-f[i]*C[i][j]*s
            b[i]=f[i]*s
        x=mp.lu_solve(A.T*A,A.T*b)
        p=[x[j] for j in range(n+1)]; q=[mp.mpf(1)]+[x[n+j] for j in range(1,m+1)]
        err=[]
        for i in range(M):
            qq=mp.fdot(q,C[i]); pp=mp.fdot(p,C[i][:n+1]); w[i]=1/abs(qq); err.append(abs(pp/qq/f[i]-1))
        e=max(err)
        if best is None or e<best[0]: best=(e,p,q)
        tot=sum(l*r for l,r in zip(lw,err))
        if _>2: lw=[l*r/tot*M for l,r in zip(lw,err)]
    return best
def tohpoly(c,deg):
    # chebyshev coefs -> monomial in t -> times (h+a)^deg -> poly in h
    mono=[mp.mpf(0)]*(deg+1)
    T=[[mp.mpf(1)],[mp.mpf(0),mp.mpf(1)]]
    while len(T)<=deg:
        nx=[mp.mpf(0)]+[2*v for v in T[-1]]
        for i,v in enumerate(T[-2]): nx[i]-=v
        T.append(nx)
    for k,ck in enumerate(c):
        for i,v in enumerate(T[k]): mono[i]+=ck*v
    # sum mono_k (h-a)^k (h+a)^(deg-k)
    def pm(u,v):
        r=[mp.mpf(0)]*(len(u)+len(v)-1)
        for i,x in enumerate(u):
            for j,y in enumerate(v): r[i+j]+=x*y
        return r
    out=[mp.mpf(0)]*(deg+1)
    for k in range(deg+1):
        t=[mp.mpf(1)]
        for _ in range(k): t=pm(t,[-a,mp.mpf(1)])
        for _ in range(deg-k): t=pm(t,[a,mp.mpf(1)])
        for i,v in enumerate(t): out[i]+=mono[k]*v
    return out
for n in map(int,sys.argv[1:]):
    e,p,q=fit(n)
    # R = p(t)/(q(t)(h+a)); p deg n: P=(h+a)^n p ; Q=(h+a)^(n+1) q -> R=P/Q
    P=tohpoly(p,n); Q=tohpoly(q,n+1); s=Q[0]; P=[v/s for v in P]; Q=[v/s for v in Q]
    print(n,mp.nstr(e,4),'pos',all(v>0 for v in P+Q))
    Pd=[float(v) for v in P]; Qd=[float(v) for v in Q]
    print('P=',Pd);print('Q=',Qd)
