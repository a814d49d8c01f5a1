// The page's looks, light, dark and on paper.

/** Series colours are Okabe and Ito's, told apart by colour-blind readers; lighter ones on dark ground. */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#f4f6f8;--panel:#fff;--ink:#182030;--soft:#586274;--rule:#e2e6ec;--wash:#f4f6f8;
--gain:#0a7d57;--loss:#c0392b;--c0:#0b63b0;--c1:#b86e00;--c2:#00805f;--c3:#a8487f;--c4:#c04a00;--c5:#3d8fc4;--c6:#857a00;--c7:#6b7280;
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
@media (prefers-color-scheme:dark){:root:not([data-paper]){--ground:#11151c;--panel:#191f29;--ink:#e7eaf0;--soft:#a2abba;--rule:#2c3441;--wash:#222a36;
--gain:#3ecf9a;--loss:#ff7b6b;--c0:#5cb3ff;--c1:#f0b04a;--c2:#3ecf9a;--c3:#e59bc6;--c4:#ff9457;--c5:#8fd0ff;--c6:#e6dc5a;--c7:#a2abba}}
:root[data-paper]{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink)}
main,header,footer{max-width:1120px;margin:0 auto;padding:0 20px}
header{padding-top:30px}
h1{font-size:27px;line-height:1.2;letter-spacing:-.01em;margin:0 0 6px;text-wrap:balance}
h2{font-size:18px;line-height:1.3;margin:0 0 12px}
h3,caption{font-size:14px;font-weight:600;color:var(--ink);text-align:left;margin:0;padding:0 0 8px}
p{margin:0 0 10px}
.soft,figcaption,footer,.note{color:var(--soft)}
.note{font-size:13px}
.skip{position:absolute;left:-9999px}
.skip:focus{left:20px;top:8px;background:var(--panel);padding:4px 10px;z-index:9}
:focus-visible{outline:2px solid var(--c0);outline-offset:2px}
nav ul,.key,.tiles{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:4px 14px}
nav{margin:14px 0 0;font-size:14px}
nav a{text-decoration:none}nav a:hover{text-decoration:underline}
a{color:var(--c0)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(136px,1fr));gap:12px;margin:18px 0 0}
.tiles div,section{background:var(--panel);border:1px solid var(--rule);border-radius:10px}
.tiles div{padding:10px 13px}
.tiles dt{color:var(--soft);font-size:12.5px;white-space:nowrap}
.tiles dd{margin:0;font-size:21px;line-height:1.35;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap}
.tiles .long{font-size:16px;line-height:28px}.tiles small{font-size:14px;font-weight:400;color:var(--soft)}
section{margin:16px 0 0;padding:18px 20px 16px;scroll-margin-top:10px}
.two{display:grid;grid-template-columns:1fr 1fr;gap:14px 32px}
.two>*{min-width:0}
figure{margin:0}
figcaption{font-size:13px;min-height:20px;font-variant-numeric:tabular-nums}
.plot{position:relative;min-height:40px;overflow:hidden}
.plot canvas{display:block}
.key{font-size:13px;color:var(--soft);margin:0 0 6px}
.key li::before{content:"";display:inline-block;width:11px;height:11px;border-radius:3px;margin-right:6px;background:var(--swatch);vertical-align:-1px}
label,select{font:inherit;font-size:14px}
select{color:inherit;background:var(--wash);border:1px solid var(--rule);border-radius:6px;padding:3px 8px;margin:0 0 8px 6px;max-width:100%}
.wide{overflow-x:auto;margin:0 0 12px}
.wide:last-child{margin:0}
#trips .two .wide{max-height:260px;overflow-y:auto}#trips .two th:first-child{white-space:normal;overflow-wrap:anywhere}
#trips>.wide{max-height:460px;overflow-y:auto;border:1px solid var(--rule);border-radius:8px;margin-top:10px}
#trips>.wide caption{position:absolute;left:-9999px}
table{border-collapse:collapse;font-size:13.5px;font-variant-numeric:tabular-nums;width:100%}
th,td{padding:4px 8px;text-align:right;white-space:nowrap;border-bottom:1px solid var(--rule)}
tbody tr:last-child>*{border-bottom:0}
thead th{color:var(--soft);font-weight:500;position:sticky;top:0;background:var(--panel)}
th:first-child,.words{text-align:left}tbody th{font-weight:400}
th:first-child{padding-left:2px}
#trips>.wide th:first-child{padding-left:10px}
#months caption,#honesty caption{position:absolute;left:-9999px}
td.words{white-space:normal}#trips td.words{white-space:nowrap}td.passed,td.failed{white-space:nowrap;font-weight:600}
#months table{border-collapse:separate;border-spacing:2px;min-width:720px}
#months td,#months thead th{text-align:center;border:0;border-radius:5px;padding:6px 2px}#months tbody th{border:0}
td.gain{background:color-mix(in srgb,var(--gain) var(--heat),transparent)}
td.loss{background:color-mix(in srgb,var(--loss) var(--heat),transparent)}
td.total{font-weight:600;background:var(--wash)}
#parts table{table-layout:fixed;min-width:760px}#parts th:first-child{width:24%;white-space:normal;overflow-wrap:anywhere}
td.passed,td.up,dd.up{color:var(--gain)}
td.failed,td.down,dd.down{color:var(--loss)}
svg{width:100%;height:auto;display:block}
svg text{fill:var(--soft);font-size:13px}
svg line{stroke:var(--rule)}
svg .middle{stroke:var(--ink);stroke-dasharray:3 3}
svg .up{fill:var(--gain)}
svg .down{fill:var(--loss)}
ul{padding-left:20px;margin:0 0 10px}li,h1,#honesty td{overflow-wrap:anywhere}
code{font:13px ui-monospace,"SF Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
pre{background:var(--wash);border-radius:8px;padding:10px 14px;margin:0 0 10px;white-space:pre-wrap}
footer{padding-top:22px;padding-bottom:40px;font-size:13px}
.onpaper{display:none}
@media (max-width:760px){main,header,footer{padding-left:12px;padding-right:12px}section{padding:14px 12px}.two{grid-template-columns:1fr}
.tiles{grid-template-columns:1fr 1fr;gap:8px}.tiles dd{font-size:18px}h1{font-size:22px}nav ul{gap:6px 14px}
svg text{font-size:18px}#figures .two>:first-child th:first-child{white-space:normal}
#honesty tr{display:grid;grid-template-columns:1fr auto;border-bottom:1px solid var(--rule);padding:4px 0}#honesty thead{display:none}
#honesty tr>*{border:0;padding:2px}#honesty tr>:last-child{grid-column:1/-1;color:var(--soft)}#honesty tr:last-child{border:0}}
@media print{:root{font-size:11.5px;--ground:#fff}body{background:#fff}nav,.skip,select,label,#prices .key+.plot+figcaption{display:none}
main,header,footer{max-width:none;padding:0}header{padding-top:0}section{border:0;border-top:1px solid var(--rule);border-radius:0;break-inside:auto;margin-top:12px;padding:10px 0 0}
h1{font-size:20px}h2{break-after:avoid;font-size:14px;margin:0 0 6px}h3,caption{font-size:11.5px;padding-bottom:3px}
figure,.tiles,tr,.two>*{break-inside:avoid}.wide,#trips .two .wide,#trips>.wide{overflow:visible;max-height:none;border:0;margin-bottom:8px}
.tiles{grid-template-columns:repeat(auto-fit,minmax(76px,1fr));gap:4px;margin-top:10px}.tiles div{padding:3px 6px;border-radius:5px}.tiles dt{font-size:8.5px;white-space:nowrap}.tiles dd,.tiles .long{font-size:12px;line-height:1.5}.tiles small{font-size:9px}
table{font-size:10px}th,td{padding:2px 4px}thead th{position:static}#months table,#parts table{min-width:0}#months td{padding:3px 0}
#trips>.wide tbody tr:nth-child(n+61){display:none}.onpaper{display:block}
td,.key li::before,svg rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}.two{grid-template-columns:1fr 1fr;gap:8px 14px}
figcaption{min-height:0}.key,figcaption,.note,footer,code{font-size:9.5px}#curve figcaption{display:none}}
@page{size:A4;margin:13mm}
`
