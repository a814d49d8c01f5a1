# Constants of exp and ln in assembly/columns.ts and of src/kernel/logRatio.ts: interpolation at Chebyshev points.
# Run: python3 polynomials.py (mpmath). Prints coefficients and the largest relative error.
import mpmath as mp
mp.mp.dps=50
def interp(f,lo,hi,deg):
    n=deg+1
    xs=[(mp.cos(mp.pi*(2*k+1)/(2*n))*(hi-lo)+(hi+lo))/2 for k in range(n)]
    A=mp.matrix(n,n);b=mp.matrix(n,1)
    for i,x in enumerate(xs):
        for j in range(n):A[i,j]=x**j
        b[i]=f(x)
    c=mp.lu_solve(A,b); return [c[j] for j in range(n)]
h=mp.log(2)/2*mp.mpf('1.0005')
f=lambda r:(mp.exp(r)-1-r)/r**2 if abs(r)>1e-8 else mp.mpf(1)/2+r/6
c=interp(f,-h,h,9)
print('exp',[float(v) for v in c])
print(mp.nstr(max(abs((1+x+x*x*mp.polyval(c[::-1],x))/mp.exp(x)-1) for x in mp.linspace(-h,h,400)),3))
zm=mp.mpf('0.0412')
g=lambda z:(2*mp.atanh(mp.sqrt(z))/mp.sqrt(z)-2)/z if z>1e-12 else mp.mpf(2)/3+2*z/5
c=interp(g,mp.mpf(0),zm,7)
print('log',[float(v) for v in c])
print(mp.nstr(max(abs((2+z*mp.polyval(c[::-1],z))/(2*mp.atanh(mp.sqrt(z))/mp.sqrt(z))-1) for z in mp.linspace(mp.mpf('1e-6'),zm,400)),3))
