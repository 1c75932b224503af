"""How a page of all clients looks: more than one sheet where there are hundreds."""

from typing import Final

from tpdevice.homework.report.style import PAPER

STYLE: Final = (
    PAPER
    + """
.figures div{flex:1 1 100px}.figures div:nth-child(n+4){flex:1 1 170px}
.mark{font-weight:700;font-size:10px;border:1px solid #111;padding:0 3px;white-space:nowrap}
.pairs{display:flex;flex-wrap:wrap;gap:0 24px}.pairs section{flex:1 1 320px}
.clients{margin-top:3px}.clients th{border-bottom:1px solid #111;padding-bottom:1px;font-size:11px}
.clients td{border-bottom:1px solid #ddd;padding:1px 8px 1px 0}
.clients td:nth-child(2),.clients td:nth-child(3),.clients td:nth-child(5),.clients td:last-child{
white-space:nowrap}
td svg{display:inline-block;max-width:none;margin-right:6px;vertical-align:-.5px}
@media(max-width:520px){.clients tr{border-bottom:1px solid #111;padding:5px 0}
.clients td{border:0;padding:0}.clients td[data-name]::before{content:attr(data-name) " ";
display:inline-block;min-width:88px;color:#333;font-size:13px}}
@media print{.clients,.clients th{font-size:10px}
.clients td{padding:1px 8px 0 0;line-height:1.2}.first,.quiet{font-size:10px}
footer{font-size:9px}.pairs{break-inside:avoid}.sheet{zoom:.88}}
"""
)
"""The style sheet."""
