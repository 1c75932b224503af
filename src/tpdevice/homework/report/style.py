"""How a page looks: dark on white when printed too, in grey as well, and readable on a phone."""

from typing import Final

PAPER: Final = """
*{box-sizing:border-box}
body{margin:0 auto;padding:12px;max-width:744px;background:#fff;color:#111;
font:13px/1.35 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;
overflow-wrap:anywhere}
h1{font-size:19px;line-height:1.2;margin:0}
h2{font-size:13px;margin:11px 0 3px;padding-top:3px;border-top:1.5px solid #111}
p{margin:2px 0}
.small,.legend,footer{font-size:11px;color:#333}
.simulated{border:3px solid #111;font-size:19px;font-weight:700;text-align:center;padding:3px;
margin:0 0 6px}
.figures{display:flex;flex-wrap:wrap;gap:6px 14px;margin:8px 0 0;padding:0}
.figures div{flex:1 1 150px;font-size:11px;color:#333}
.figures b{display:block;font-size:21px;line-height:1.15;color:#111}
ul{margin:0;padding:0;list-style:none}
li{padding-left:17px;position:relative}
li::before{content:"\\2013";position:absolute;left:3px}
li.grave::before{content:"\\25B2";left:0}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:1px 10px 2px 0}
td:first-child{font-weight:700}
.legend span{display:inline-block;margin-right:12px}
svg{display:block;max-width:100%;overflow:visible;font:10px system-ui,"DejaVu Sans",sans-serif}
.legend svg{display:inline-block;vertical-align:-3px}
text{fill:#333}.day{font-weight:700;fill:#111}
.full{fill:#111}.hollow{fill:#fff;stroke:#111;stroke-width:1.3}
.line{fill:none;stroke:#111;stroke-width:1.3}.faint{fill:none;stroke:#888;stroke-dasharray:2 2}
.axis{stroke:#bbb;stroke-width:.8}
footer{margin-top:9px;padding-top:4px;border-top:1px solid #111}
@media(max-width:520px){body{font-size:15px}.small,.legend,footer,.figures div{font-size:13px}
tr,td{display:block}thead{display:none}}
@page{size:A4;margin:9mm 10mm}
@media print{body{padding:0;max-width:none;font-size:11.5px;-webkit-print-color-adjust:exact;
print-color-adjust:exact}h2{margin-top:6px;padding-top:2px;break-after:avoid}
.small,.legend,footer,.figures div{font-size:10px}p,li{line-height:1.25}li,tr{break-inside:avoid}
.figures b{font-size:18px}.figures{margin-top:4px}footer{margin-top:6px}}
"""
"""What all pages share. Assumed: a sheet of Letter is as wide as A4 within a margin."""

STYLE: Final = (
    PAPER
    + """
.weeks,.traces,.pairs{display:flex;flex-wrap:wrap;gap:4px 12px}
.weeks{gap:6px 40px}
.traces{gap:3px 11px}td:first-child{white-space:nowrap}
.pairs>div{flex:1 1 330px;max-width:354px}
.pairs p{margin:1px 0}.apart{margin-top:8px}
figure{margin:0;width:110px}
figcaption{font-size:10px;line-height:1.2;color:#333}
.legend.thin svg{vertical-align:-1px}
.dot{fill:#999}.band{fill:#ddd}
.cap{stroke:#111;stroke-width:.8;stroke-dasharray:3 2}
.trace{fill:none;stroke:#111;stroke-width:.8;stroke-linejoin:round}
.thick{stroke:#111;stroke-width:1.6}.error{stroke:#777;stroke-width:2}.bar{fill:#777}
@media(max-width:520px){figcaption{font-size:12px}figure{width:calc(50% - 6px)}
figure svg{width:100%;height:auto}td:first-child,td:nth-child(2){display:inline}
.weeks{gap:8px 30px}}
@media print{figcaption{font-size:9px}figure,.weeks svg{break-inside:avoid}
.busy{zoom:.82}.two{zoom:.84}.four{zoom:.75}.many{zoom:.57}}
"""
)
"""That of a report of one plan: one sheet when printed."""
