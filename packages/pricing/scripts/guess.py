# Constants of the first guesses in src/vol: d from y(d) = n(d)/d - N(-d) (`roughDistance`, split at d = 2) and the inverse
# normal (`roughQuantile`). Run: python3 guess.py (mpmath). Prints several degrees; the ones used are near 4/4, far 4/3, quantile 3/2.
import mpmath as mp
mp.mp.dps=40
phi=lambda d: mp.exp(-d*d/2)/mp.sqrt(2*mp.pi)
B=lambda d: phi(d)/d*( (1-d*(mp.sqrt(mp.pi/2)*mp.exp(d*d/2)*mp.erfc(d/mp.sqrt(2)))) if d<40 else (1/d**2-3/d**4+15/d**6-105/d**8+945/d**10))
print(mp.nstr(B(mp.mpf('2.25')),8))
phi0=1/mp.sqrt(2*mp.pi)
def ratfit(xs,ys,n,m,it=8,rel=True):
    # y ~ p(x)/q(x), q0=1 ; relative
    w=[1]*len(xs);best=None
    lw=[mp.mpf(1)]*len(xs)
    for k in range(it):
        A=mp.matrix(len(xs),n+1+m);b=mp.matrix(len(xs),1)
        for i,(x,y) in enumerate(zip(xs,ys)):
            s=w[i]*mp.sqrt(lw[i])/y
            for j in range(n+1):A[i,j]=x**j*s
            for j in range(1,m+1):A[i,n+j]=-y*x**j*s
            b[i]=y*s
        c=mp.lu_solve(A.T*A,A.T*b)
        p=[c[j] for j in range(n+1)];q=[mp.mpf(1)]+[c[n+j] for j in range(1,m+1)]
        err=[]
        for i,(x,y) in enumerate(zip(xs,ys)):
            qq=mp.polyval(q[::-1],x);pp=mp.polyval(p[::-1],x);w[i]=1/abs(qq);err.append(abs(pp/qq/y-1))
        e=max(err)
        if best is None or e<best[0]:best=(e,p,q)
        if k>1:
            t=sum(l*r for l,r in zip(lw,err));lw=[l*r/t*len(xs) for l,r in zip(lw,err)]
    return best
N=100
for D in ('2.0','2.25'):
    D=mp.mpf(D)
    ds=[D*(1+mp.cos(mp.pi*(2*k+1)/(2*N)))/2 for k in range(N)]
    gs=[1/(B(d)+mp.mpf(1)/2) for d in ds]
    for n,m in ((3,2),(3,3),(4,3),(4,4)):
        e,p,q=ratfit([g*g for g in gs],[d/g for d,g in zip(ds,gs)],n,m)
        print('near',D,n,m,mp.nstr(e,3),[float(v) for v in p],[float(v) for v in q])
    hi=mp.mpf(39)
    ds=[D+(hi-D)*((1+mp.cos(mp.pi*(2*k+1)/(2*N)))/2)**2 for k in range(N)]
    hs=[mp.sqrt(-mp.log(B(d))) for d in ds]
    for n,m in ((3,2),(4,3),(5,4)):
        e,p,q=ratfit(hs,ds,n,m)
        print('far',D,n,m,mp.nstr(e,3),'h',mp.nstr(min(hs),6),mp.nstr(max(hs),6),[float(v) for v in p],[float(v) for v in q])
# inverse normal of c in (0, 0.5]: e = -Phi^-1(c) as rational in t=sqrt(-2 ln c)
import mpmath
def qn(e): return mp.erfc(e/mp.sqrt(2))/2
es=[mp.mpf(38)*((1+mp.cos(mp.pi*(2*k+1)/(2*N)))/2)**2 for k in range(N)]
ts=[mp.sqrt(-2*mp.log(qn(e))) for e in es]
for n,m in ((3,2),(4,3)):
    # fit t - e ( >0 )
    e,p,q=ratfit(ts,[t-x for t,x in zip(ts,es)],n-1,m)
    print('quant t-e',n,m,mp.nstr(e,3),[float(v) for v in p],[float(v) for v in q])
