import datetime as dt, time, pytest, io, random, cProfile, pstats
from tvaerblik.people.models import *
from tvaerblik.people import roles
from tvaerblik.imports import actions, jobs, queries, forms, preview
from tvaerblik.imports.models import *
from tvaerblik.portfolio.models import Project
import xlsxwriter
def book(n, exact=False):
    o=io.BytesIO(); w=xlsxwriter.Workbook(o); s=w.add_worksheet("Projekter")
    heads="Kode;Projekt;Klasse;Område;Projektejer;Fase;Tilstand;Startdato;Slutdato;Budget t.kr.;Formål;Mål;Vigtigste gevinst;Ekstern ejer;Ekstern frist;Bunden opgave;Status;Kommentar;Egen kolonne;En til".split(";")
    s.write_row(0,0,heads); rnd=random.Random(1)
    words="digital fælles journal besøg skærm hjemmepleje skole aula borger selvbetjening robot data energi sensor byggesag arkiv booking haller platform læring sundhed kontrakt system oprydning".split()
    for r in range(1,n+1):
        name=" ".join(rnd.choice(words) for _ in range(5))+f" {r}"
        s.write_row(r,0,["",name,rnd.choice("ABC") if False else "Lokal","Digitalisering","",rnd.choice(["Idé","Foranalyse","Gennemførelse"]),"Foreslået","1.3.2026",f"{rnd.randint(1,28)}-6-2028",rnd.randint(100,5000),"Formål "*20,"M4","Tid","KOMBIT","uge 12 2028","nej",rnd.choice(["Grøn","Gul","Rød"]),"Kommentar "*10,"x","y"])
    w.close(); return o.getvalue()
@pytest.mark.django_db
def test_trial(settings, tmp_path):
    settings.STORAGES={**settings.STORAGES,"default":{"BACKEND":"django.core.files.storage.FileSystemStorage","OPTIONS":{"location":str(tmp_path)}}}
    u=Unit.objects.create(code="DIG",name="Digitalisering",since=dt.date(2020,1,1))
    p=Person.objects.create(name="Administrator",email="a@eksempel.dk",unit=u)
    RoleHolding.objects.create(role=roles.ADMINISTRATOR,person=p,since=dt.date(2020,1,1))
    for i in range(2000):
        Project(code=f"A{i+100}",name=f"Eksisterende digital fælles skole projekt nummer {i}",unit=u,project_class="national_joint").save()
    data=book(5000)
    def timed(label,f):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext
        with CaptureQueriesContext(connection) as q:
            t=time.perf_counter();c=time.process_time(); r=f(); d=time.perf_counter()-t;c=time.process_time()-c
        print(f"{label}: {d:.2f}s cpu {c:.2f} {len(q)} queries"); return r
    run=timed("start",lambda: actions.start_import(importer="projects",content=data,file_name="stor.xlsx",by=p))
    print(run.columns)
    run=timed("columns",lambda: actions.map_columns(run,columns={int(k):v for k,v in run.columns.items()},by=p))
    f=timed("values form",lambda: forms.MapValuesForm(thing=run,by=p))
    d={n:(b.initial or "") for n,b in f.fields.items()}
    f=forms.MapValuesForm(d,thing=run,by=p); assert f.is_valid(),f.errors
    run=timed("values",lambda: actions.map_values(run,**f.arguments(),by=p))
    queries._books.clear(); timed("read+plan only",lambda: queries.plan_of(run,p))
    pass
    run=timed("plan+store",lambda: jobs.plan(run,by=p)); print(run.counts)
    timed("preview page",lambda: preview.Preview(run,p).rows(run.rows.all()[:50]))
    if 1:
        r=timed("begin",lambda: actions.apply_import(run,by=p))
        t=time.perf_counter(); c=time.process_time(); n=0
        while actions.apply_rows(r,by=p):
            n+=1
            if n in (1,10,20,40,60,80,100): print(n*50, f"wall {time.perf_counter()-t:.1f} cpu {time.process_time()-c:.1f}")
        run.refresh_from_db(); print(run.state,run.counts)
        run2=actions.start_import(importer="projects",content=data,file_name="stor.xlsx",by=p)
        run2=actions.map_columns(run2,columns={int(k):v for k,v in run2.columns.items()},by=p)
        f=forms.MapValuesForm(thing=run2,by=p); d={n:(b.initial or "") for n,b in f.fields.items()}
        f=forms.MapValuesForm(d,thing=run2,by=p); assert f.is_valid(),f.errors
        run2=actions.map_values(run2,**f.arguments(),by=p)
        run2=timed("plan+store again",lambda: jobs.plan(run2,by=p)); print(run2.counts)
        r=timed("undo begin",lambda: actions.undo_import(run,by=p))
        t=time.perf_counter(); c=time.process_time(); jobs.carry_on(r,by=p); print("undo",f"wall {time.perf_counter()-t:.1f} cpu {time.process_time()-c:.1f}"); run.refresh_from_db(); print(run.state, run.trouble)
