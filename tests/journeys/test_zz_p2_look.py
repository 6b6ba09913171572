import os, pytest
from pathlib import Path
from tests.support.browser import assert_accessible, assert_fits, NARROW
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PAGES = {"o-ind":"/outcomes/","o-one":"/outcomes/indicators/falls_admissions_65_plus","o-targets":"/outcomes/targets","o-measures":"/outcomes/measures","f-gap":"/finance/","f-savings":"/finance/savings","f-shifts":"/finance/shifts","f-claims":"/finance/claims","c-services":"/contracts/","c-gate":"/contracts/gateways","c-terms":"/contracts/terms","c-options":"/contracts/options"}
def test_look(page_as, user_of, settings, chart_ready):
    settings.LCO_STORE = Path("/tmp/p2/store")
    wanted = os.environ.get("LOOK","").split(",") if os.environ.get("LOOK") else list(PAGES)
    place = os.environ.get("LOOKPLACE","manchester"); settings.LCO_PLACE = place
    user = user_of("commissioner")
    wrong=[]
    for size,vp in (("w",None),("n",NARROW)):
        page = page_as(user, viewport=vp)
        for name in wanted:
            page.goto(PAGES[name]); 
            try: chart_ready(page)
            except Exception as e: wrong.append((name,size,"chart",str(e)[:300]))
            for check in (assert_accessible, assert_fits):
                try: check(page)
                except AssertionError as e: wrong.append((name,size,str(e)[:600]))
            page.screenshot(path=f"/tmp/p2/{place}-{name}-{size}.png", full_page=True)
            if size=="w": 
                page.emulate_media(media="print"); page.pdf(path=f"/tmp/p2/{place}-{name}.pdf", format="A4"); page.emulate_media(media="screen")
    for w in wrong: print(w)
    assert not wrong
