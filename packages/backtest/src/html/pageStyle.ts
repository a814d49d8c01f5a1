// The page's looks, light, dark and on paper.

/** Series colours are Okabe and Ito's, told apart by colour-blind readers; lighter ones on dark ground. */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#fff;--panel:#f6f7f9;--ink:#1b2230;--soft:#5b6577;--rule:#dde1e8;
--gain:#0a7d57;--loss:#c0392b;--c0:#0b63b0;--c1:#b86e00;--c2:#00805f;--c3:#a8487f;--c4:#3d8fc4;--c5:#c04a00;--c6:#857a00;--c7:#6b7280;
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
@media (prefers-color-scheme:dark){:root:not([data-paper]){--ground:#11151c;--panel:#1a202a;--ink:#e7eaf0;--soft:#a2abba;--rule:#2e3644;
--gain:#3ecf9a;--loss:#ff7b6b;--c0:#5cb3ff;--c1:#f0b04a;--c2:#3ecf9a;--c3:#e59bc6;--c4:#8fd0ff;--c5:#ff9457;--c6:#e6dc5a;--c7:#a2abba}}
:root[data-paper]{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink)}
main,header,footer{max-width:1080px;margin:0 auto;padding:0 20px}
header{padding-top:28px}
h1{font-size:26px;line-height:1.2;margin:0 0 4px}
h2{font-size:17px;margin:0 0 10px}
p{margin:0 0 10px}
.soft,figcaption,caption,footer{color:var(--soft)}
.skip{position:absolute;left:-9999px}
.skip:focus{left:20px;top:8px;background:var(--ground);padding:4px 10px}
:focus-visible{outline:2px solid var(--c0);outline-offset:2px}
nav ul,.key,.tiles{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:4px 16px}
nav{margin:14px 0 0;font-size:14px}
a{color:var(--c0)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(132px,1fr));gap:10px;margin:18px 0 6px}
.tiles div{background:var(--panel);border-radius:8px;padding:10px 14px}
.tiles dt{color:var(--soft);font-size:13px}
.tiles dd{margin:0;font-size:21px;font-weight:600;font-variant-numeric:tabular-nums}
section{margin:26px 0 0;padding:20px 0 0;border-top:1px solid var(--rule)}
.two{display:grid;grid-template-columns:1fr 1fr;gap:26px}
.two>*{min-width:0}
h3{font-size:14px;margin:0 0 6px}
figure{margin:0}
figcaption{font-size:13px;min-height:20px;font-variant-numeric:tabular-nums}
.plot{position:relative;min-height:40px}
.plot canvas{display:block}
.key{font-size:13px;color:var(--soft);margin:0 0 6px}
.key li::before{content:"";display:inline-block;width:11px;height:11px;border-radius:3px;margin-right:6px;background:var(--swatch);vertical-align:-1px}
label,select{font:inherit;font-size:14px}
select{color:inherit;background:var(--panel);border:1px solid var(--rule);border-radius:6px;padding:3px 8px;margin:0 0 8px 6px}
.wide{overflow-x:auto;margin:0 0 14px}
#trips .wide{max-height:460px;overflow-y:auto}
table{border-collapse:collapse;font-size:13.5px;font-variant-numeric:tabular-nums;width:100%}
caption{text-align:left;font-size:13px;padding:0 0 6px}
th,td{padding:3px 8px;text-align:right;white-space:nowrap;border-bottom:1px solid var(--rule)}
thead th{color:var(--soft);font-weight:500;position:sticky;top:0;background:var(--ground)}
th:first-child,.words{text-align:left}tbody th{font-weight:400}
#figures caption,#months caption,#honesty caption{position:absolute;left:-9999px}
td.words{white-space:normal}td.passed,td.failed{white-space:nowrap}
td.gain{background:color-mix(in srgb,var(--gain) var(--heat),transparent)}
td.loss{background:color-mix(in srgb,var(--loss) var(--heat),transparent)}
td.total{font-weight:600}
td.passed,td.up{color:var(--gain)}
td.failed,td.down{color:var(--loss)}
svg{width:100%;height:auto;display:block}
svg text{fill:var(--soft);font-size:12px}
svg line{stroke:var(--rule)}
svg .up{fill:var(--gain)}
svg .down{fill:var(--loss)}
code{font:13px ui-monospace,"SF Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
pre{background:var(--panel);border-radius:8px;padding:10px 14px;margin:0 0 10px;white-space:pre-wrap}
footer{padding-top:24px;padding-bottom:40px;font-size:13px}
@media (max-width:720px){.two{grid-template-columns:1fr}}
@media print{:root{font-size:12px}body{background:#fff}nav,.skip,select,label{display:none}
main,header,footer{max-width:none;padding:0}section{break-inside:auto;margin-top:14px;padding-top:10px}
h2{break-after:avoid}figure,.tiles,tr{break-inside:avoid}.wide,#trips .wide{overflow:visible;max-height:none}.two{break-inside:avoid}
.tiles{grid-template-columns:repeat(5,1fr);gap:4px}.tiles div{padding:4px 0}.tiles dd{font-size:15px}
table{font-size:10.5px}th,td{padding:2px 4px}thead th{position:static}
td,.key li::before,svg rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}.two{grid-template-columns:1fr 1fr;gap:14px}}
@page{size:A4;margin:14mm}
`
