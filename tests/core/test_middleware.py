"""Reading does not write, refusals are sentences, parts of pages are not cached as pages."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory

from tvaerblik.core.middleware import FragmentsVary, ReadingDoesNotWrite, Refusals, WroteWhileReading
from tvaerblik.core.refusals import Gap, NotPermitted, NotPossible
from tvaerblik.people.models import Person


def writes(_request):
    Person.objects.create(name="N", email="n@eksempel.dk", password="!")
    return HttpResponse("ok")


@pytest.mark.requirement("D2")
@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_page_that_is_read_cannot_change_a_record(method):
    with pytest.raises(WroteWhileReading), transaction.atomic():
        ReadingDoesNotWrite(writes)(getattr(RequestFactory(), method)("/"))
    assert not Person.objects.exists()


@pytest.mark.requirement("D2")
@pytest.mark.django_db
def test_a_page_that_is_posted_can():
    assert ReadingDoesNotWrite(writes)(RequestFactory().post("/")).status_code == 200


@pytest.mark.requirement("D12")
def test_a_part_of_a_page_is_told_apart_from_the_page_in_the_browsers_memory():
    answer = FragmentsVary(lambda _request: HttpResponse("x"))(RequestFactory().get("/"))
    assert "HX-Request" in answer["Vary"]


@pytest.mark.requirement("R75")
def test_a_fragment_gets_the_sentence_and_what_is_missing():
    request = RequestFactory().post("/", headers={"HX-Request": "true"})
    answer = Refusals(None).process_exception(
        request, NotPossible("Kan ikke udsendes endnu.", [Gap("Pkt. 5 mangler.")])
    )
    assert answer.status_code == 409
    assert "Kan ikke udsendes endnu." in answer.content.decode()
    assert "Pkt. 5 mangler." in answer.content.decode()


@pytest.mark.requirement("D1")
def test_a_fragment_that_is_not_permitted_answers_403_with_the_sentence():
    request = RequestFactory().get("/", headers={"HX-Request": "true"})
    answer = Refusals(None).process_exception(request, NotPermitted("Kun formanden kan godkende."))
    assert (answer.status_code, "Kun formanden kan godkende." in answer.content.decode()) == (403, True)


@pytest.mark.requirement("D1")
def test_other_faults_are_not_hidden():
    assert Refusals(None).process_exception(RequestFactory().get("/"), ValueError("x")) is None
