package io.seedmill.generators.sources.http;

import static io.seedmill.generators.sources.testing.JobPostingsServer.json;
import static io.seedmill.generators.sources.testing.JobPostingsServer.status;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.seedmill.generators.Fetched.End;
import io.seedmill.generators.sources.testing.JobPostingsServer;
import io.seedmill.generators.sources.testing.JobPostingsServer.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Given pages of an API, however they end, then no record that was fetched is lost. */
class WalkEndsTest {

  private static final String PAGE = "'type':'page','parameter':'p','size':2";
  private static final String CURSOR = "'type':'cursor','parameter':'c','next':'/next'";
  private static final String LINK = "'type':'link','next':'/next'";

  private final JobPostingsServer server = JobPostingsServer.start("token");

  @AfterEach
  void stop() {
    server.close();
  }

  private static JobPostingsServer.Fault page(String answer) {
    return json(answer.replace('\'', '"'));
  }

  private static final String PLAIN =
      "{'http':{'url':'${env:URL}/x'},'politeness':{'requestsPerSecond':10000,'stagger':'0s'}}";

  private ApiRun run(String pagination) throws Exception {
    return new ApiRun()
        .with("URL", server.url())
        .with(new FakeTiming())
        .run(
            "{'http':{'url':'${env:URL}/x','records':'/items','pagination':{"
                + pagination
                + "}},'politeness':{'requestsPerSecond':10000,'stagger':'0s'}}");
  }

  private static void assertEnds(ApiRun run, int records, End end) {
    assertThat(run.failures(), is(empty()));
    assertThat(run.contents(), hasSize(records));
    assertThat(run.fetched().get(0).end(), is(end));
  }

  @Test
  void aShortPageInTheMiddleIsNotTheLast() throws Exception {
    server.misbehave(
        page("{'items':[{'a':1},{'a':2}]}"),
        page("{'items':[{'a':3}]}"),
        page("{'items':[{'a':4},{'a':5}]}"),
        page("{'items':[]}"));
    assertEnds(run(PAGE), 5, End.EMPTY_PAGE);
  }

  @Test
  void severalEmptyPagesAreNotToldAsOne() throws Exception {
    server.misbehave(
        page("{'items':[],'next':'a'}"),
        page("{'items':[],'next':'b'}"),
        page("{'items':[],'next':null}"));
    ApiRun run = run(CURSOR);
    assertEnds(run, 0, End.EMPTY_PAGES);
    assertThat(run.fetched().get(0).misses(), is(3));
  }

  @ParameterizedTest
  @CsvSource({"page, 3", "offset, 4"})
  void anEmptyPageBehindAFullOneIsNotTheLast(String type, String third) throws Exception {
    server.misbehave(
        page("{'items':[{'a':1},{'a':2}]}"),
        page("{'items':[]}"),
        page("{'items':[{'a':3},{'a':4}]}"),
        page("{'items':[]}"),
        page("{'items':[]}"));
    assertEnds(run(PAGE.replace("'page'", "'" + type + "'")), 4, End.EMPTY_PAGE);
    assertThat(server.requests(), hasSize(5));
    assertThat(server.requests().get(2).toString(), containsString("p=" + third));
  }

  @Test
  void equalPagesWithinAreNoEnd() throws Exception {
    String equal = "{'items':[{'a':1},{'a':1}]}";
    server.misbehave(page(equal), page(equal), page("{'items':[{'a':2}]}"), page("{'items':[]}"));
    assertEnds(run(PAGE), 3, End.EMPTY_PAGE);
    server.misbehave(page(equal), page(equal), page(equal));
    assertEnds(run(PAGE), 2, End.REPEATED_PAGE);
    server.misbehave(page(equal), page(equal), page("{'items':[]}"));
    assertEnds(run(PAGE), 2, End.EMPTY_PAGE);
    server.misbehave(page(equal), page(equal), status(404));
    assertEnds(run(PAGE), 2, End.REPEATED_PAGE);
    server.misbehave(page(equal), page(equal));
    assertEnds(run(PAGE + ",'maxPages':2"), 2, End.REPEATED_PAGE);
  }

  /** Of the records 0, 1, 2 only 1 is shown, so that two windows of two show the same. */
  @Test
  void anOffsetLeadsPastRecordsThatAreHidden() throws Exception {
    String one = "{'items':[{'a':1}]}";
    server.misbehave(page(one), page(one), page("{'items':[{'a':3},{'a':4}]}"));
    assertThat(run(PAGE.replace("'page'", "'offset'") + ",'maxPages':3").contents(), hasSize(3));
    assertThat(server.requests().get(1).toString(), containsString("p=1"));
    assertThat(server.requests().get(2).toString(), containsString("p=3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'total':9",
        "'total_count':9,'count':2",
        "'meta':{'totalItems':9}",
        "'total':{'value':9,'relation':'eq'}"
      })
  void fewerRecordsThanTheAnswersCountAreTold(String total) throws Exception {
    String first = "{'items':[{'a':1},{'a':2}]," + total + "}";
    for (String pagination : List.of(PAGE, CURSOR)) {
      server.misbehave(page(first.replace("]", "],'next':'n'")), page("{'items':[]}"));
      assertEnds(run(pagination), 2, End.BELOW_TOTAL);
    }
    server.misbehave(page(first));
    String alone = PLAIN.replace("/x'}", "/x','records':'/items'}");
    assertEnds(
        new ApiRun().with("URL", server.url()).with(new FakeTiming()).run(alone),
        2,
        End.BELOW_TOTAL);
    server.misbehave(page(first.replace('9', '2')), page("{'items':[],'total':0}"));
    assertEnds(run(PAGE + ",'lastPage':'short'"), 2, End.EMPTY_PAGE);
    server.misbehave(page(first));
    assertEnds(run(PAGE + ",'maxPages':1"), 2, End.MAX_PAGES);
  }

  @Test
  void anEmptyPageIsTheLastBehindAShortOneAndWhereNoneFollows() throws Exception {
    String full = "{'items':[{'a':1},{'a':2}]}";
    server.misbehave(page(full), page("{'items':[{'a':3}]}"), page("{'items':[]}"));
    assertEnds(run(PAGE), 3, End.EMPTY_PAGE);
    assertThat(server.requests(), hasSize(3));
    for (Fault none : List.of(status(400), status(404), page("{'total':2}"), status(204))) {
      server.misbehave(page(full), page("{'items':[]}"), none);
      assertEnds(run(PAGE), 2, End.EMPTY_PAGE);
    }
    int before = server.requests().size();
    server.misbehave(page(full), page("{'items':[]}"));
    assertEnds(run(PAGE + ",'maxPages':2"), 2, End.EMPTY_PAGE);
    server.misbehave(page(full), page("{'items':[]}"));
    assertEnds(run(PAGE + ",'lastPage':'short'"), 2, End.EMPTY_PAGE);
    assertThat(server.requests(), hasSize(before + 4));
  }

  @Test
  void aShortPageIsTheLastWhereTheSpecSaysSo() throws Exception {
    server.misbehave(page("{'items':[{'a':1},{'a':2}]}"), page("{'items':[{'a':3}]}"));
    assertEnds(run(PAGE + ",'lastPage':'short'"), 3, End.SHORT_PAGE);
    assertThat(server.requests(), hasSize(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'items':null}",
        "{'items':{}}",
        "{'items':[]}",
        "{}",
        "[]",
        "null",
        "",
        "{'items':null,'page':2}"
      })
  void nothingAfterTheLastPageIsTheEnd(String nothing) throws Exception {
    server.misbehave(page("{'items':[{'a':1},{'a':2}]}"), page(nothing));
    assertEnds(run(PAGE), 2, End.EMPTY_PAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'items':null}", "{'items':{}}", "{}", "[]", ""})
  void nothingAtAllIsNoRecords(String nothing) throws Exception {
    for (String pagination : List.of(PAGE, PAGE + ",'lastPage':'short'", CURSOR)) {
      server.misbehave(page(nothing));
      assertEnds(run(pagination), 0, End.NOTHING);
    }
  }

  @Test
  void noContentIsTheEnd() throws Exception {
    server.misbehave(page("{'items':[{'a':1},{'a':2}]}"), status(204));
    assertEnds(run(PAGE), 2, End.EMPTY_PAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 416})
  void aPageThatIsNotThereIsTheEnd(int status) throws Exception {
    server.misbehave(page("{'items':[{'a':1},{'a':2}]}"), status(status));
    assertEnds(run(PAGE), 2, End.NOT_FOUND);
  }

  @Test
  void aMissingListIsToldAndAnErrorIsAFailure() throws Exception {
    server.misbehave(page("{'items':[{'a':1},{'a':2}]}"), page("{'total':2}"));
    assertEnds(run(PAGE), 2, End.NO_RECORDS);
    server.misbehave(page("{'items':[{'a':1},{'a':2}]}"), page("{'error':'quota'}"));
    ApiRun run = run(PAGE);
    assertThat(run.contents(), hasSize(2));
    assertThat(run.failures(), hasSize(1));
  }

  @Test
  void theLastPageAgainWithAnotherTimeIsTheEnd() throws Exception {
    server.misbehave(
        page("{'items':[{'a':1}],'at':1}"),
        page("{'items':[{'a':2}],'at':2}"),
        page("{'items':[{'a':2}],'at':3}"),
        page("{'items':[{'a':2}],'at':4}"));
    assertEnds(run("'type':'page','parameter':'p'"), 2, End.REPEATED_PAGE);
    assertThat(server.requests(), hasSize(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {CURSOR, LINK})
  void aCursorThatLeadsToAnEmptyPageOrToItselfIsTheEnd(String pagination) throws Exception {
    server.misbehave(
        page("{'items':[{'a':1}],'next':'/x?c=2'}"),
        page("{'items':[{'a':2}],'next':'/x?c=3'}"),
        page("{'items':[],'next':'/x?c=3'}"));
    assertEnds(run(pagination), 2, End.CIRCLE);
    server.misbehave(page("{'items':[{'a':1}],'next':'/x?c=2'}"), page("{'items':[]}"));
    assertEnds(run(pagination), 1, End.LAST_PAGE);
    server.misbehave(page("{'items':[{'a':1}],'next':'/x?c=2'}"), status(204));
    assertEnds(run(pagination), 1, End.LAST_PAGE);
    server.misbehave(page("{'items':[{'a':1}],'next':false}"));
    assertEnds(run(pagination), 1, End.LAST_PAGE);
  }

  @Test
  void emptyPagesWithinAreNoEndWhereACursorLeadsOn() throws Exception {
    server.misbehave(
        page("{'items':[{'a':1}],'next':'b'}"),
        page("{'items':[],'next':'c'}"),
        page("{'items':[{'a':2}]}"));
    assertEnds(run(CURSOR), 2, End.LAST_PAGE);
  }

  @Test
  void stoppingAtTheLimitOfPagesIsTold() throws Exception {
    server.misbehave(
        page("{'items':[{'a':1}],'next':'b'}"), page("{'items':[{'a':2}],'next':'c'}"));
    assertEnds(run(CURSOR + ",'maxPages':2"), 2, End.MAX_PAGES);
    server.misbehave(page("{'items':[{'a':1}],'next':'b'}"), page("{'items':[{'a':2}]}"));
    assertEnds(run(CURSOR + ",'maxPages':2"), 2, End.LAST_PAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 422, 500})
  void aFailureInTheMiddleKeepsThePagesBefore(int status) throws Exception {
    server.misbehave(
        page("{'items':[{'a':1},{'a':2}],'next':'b'}"),
        status(status),
        status(status),
        status(status));
    ApiRun run = run(CURSOR);
    assertThat(run.contents(), hasSize(2));
    assertThat(run.failures(), hasSize(1));
    assertThat(run.failures().get(0).message(), containsString("status " + status));
    assertThat(run.failures().get(0).message(), containsString("2 records of this query are kept"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://127.0.0.1:1/x", "http://localhost:1/x", "ftp://h/x", "http://other/x"})
  void aLinkToAnotherPlaceIsShownAndItsPageIsKept(String link) throws Exception {
    server.misbehave(page("{'items':[{'a':1}],'next':'" + link + "'}"));
    ApiRun run = run(LINK);
    assertThat(run.contents(), is(List.of("{\"a\":1}")));
    assertThat(run.failures().get(0).message(), containsString("'" + link + "'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'x'",
        "null",
        "[]",
        "7",
        "{'a':1e400}",
        "{'a':'\\ud800'}",
        "{'a':1,'a':2}",
        "{'a':NaN}",
        "{'a':-Infinity}",
        "{'a':012}",
        "{'a':[{'\\ud800':1}]}"
      })
  void oneBadRecordLosesNoOther(String bad) throws Exception {
    server.misbehave(page("{'items':[{'a':1},{'b':{'c':['ü',2]}}," + bad + ",{'a':3}]}"));
    ApiRun run = run("'type':'page','parameter':'p','maxPages':1");
    assertThat(run.contents(), is(List.of("{\"a\":1}", "{\"b\":{\"c\":[\"ü\",2]}}", "{\"a\":3}")));
    assertThat(run.failures(), hasSize(1));
    assertThat(run.failures().get(0).message(), containsString("1 of 4 records left out"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "{'a':-Infinity}", "{'a':'x\ty'}"})
  void aRecordThatIsNoJsonLosesNoOther(String bad) throws Exception {
    oneBadRecordLosesNoOther(bad);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'a':[1,{'b/c':NaN}]} | /items/1 is no valid object: /a/1/b~1c: Non-standard token 'NaN'",
        "{'b':1,'a':-Infinity} | /items/1 is no valid object: /a: Non-standard token '-Infinity'",
        "{'a':[{'\\ud800':1}]} | /items/1 is no valid object: /a/0/\\ud800: a member's name has half"
      })
  void aRefusedValueIsNamedByItsPlace(String bad, String message) throws Exception {
    server.misbehave(page("{'items':[{'a':'\\ud83d\\ude00'}," + bad + "]}"));
    ApiRun run = run("'type':'page','parameter':'p','maxPages':1");
    assertThat(run.contents(), is(List.of("{\"a\":\"😀\"}")));
    assertThat(run.failures().get(0).message(), containsString(message));
  }

  @Test
  void aCommaBeforeTheEndOfTheListLosesNothing() throws Exception {
    server.misbehave(page("{'items':[{'a':1},{'a':2},]}"));
    assertEnds(run("'type':'page','parameter':'p','maxPages':1"), 2, End.MAX_PAGES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1}<br>{'a':2} | {'a':1},{'a':2} | 0",
        "{'a':1}<br>{'a':2}<br> | {'a':1},{'a':2} | 0",
        "<br>{'a':1}<br><br>  {'a':2} <br>{'a':3} | {'a':1},{'a':2},{'a':3} | 0",
        "{'a':1}<br>{'a':1,'a':2}<br>{'a':3} | {'a':1},{'a':3} | 1",
        "{'a':1}<br>7<br>{'a':3} | {'a':1},{'a':3} | 1",
        "{'a':1}<br>{'a': | {'a':1} | 1"
      })
  void linesOfJsonAreRecords(String body, String records, int failures) throws Exception {
    for (String end : List.of("\n", "\r\n")) {
      server.misbehave(page(body.replace("<br>", end)));
      ApiRun run = new ApiRun().with("URL", server.url()).with(new FakeTiming()).run(PLAIN);
      assertThat(String.join(",", run.contents()), is(records.replace('\'', '"')));
      assertThat(run.failures(), hasSize(failures));
    }
  }

  @Test
  void linesOfJsonHaveNoPlaceForRecords() throws Exception {
    server.misbehave(page("{'items':[{'a':1}]}\n{'items':[{'a':2}]}"));
    assertThat(
        run(PAGE).failures().get(0).message(),
        containsString(
            "the answer is JSON Lines, whose lines are the records; allowed: no 'records'; found"
                + " '/items'"));
  }

  /** Such a page looks like the last one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'items':[],'error':'a shard timed out'}",
        "{'items':null,'errors':[{'message':'a shard timed out'}]}",
        "{'items':{},'errors':{'a shard timed out':1}}",
        "{'error':'a shard timed out'}",
        "{'items':[],'success':false,'a':'a shard timed out'}",
        "{'items':[],'ok':false,'a':'a shard timed out'}"
      })
  void anErrorInPlaceOfRecordsIsNoEnd(String answer) throws Exception {
    for (String pagination : List.of(PAGE, CURSOR)) {
      server.misbehave(page("{'items':[{'a':1},{'a':2}],'next':'b'}"), page(answer));
      ApiRun run = run(pagination);
      assertThat(run.contents(), hasSize(2));
      assertThat(
          run.failures().get(0).message(), containsString("the answer has no records at '/items'"));
    }
  }

  @Test
  void aWordAboutErrorsBesideRecordsIsNoFailure() throws Exception {
    server.misbehave(
        page("{'items':[{'a':1},{'a':2}],'error':'','errors':[],'ok':true}"),
        page("{'items':[{'a':3}],'error':'one shard is slow'}"),
        page("{'items':[],'error':null}"));
    assertEnds(run(PAGE), 3, End.EMPTY_PAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'href':'/x?c=2'}", "['a',1]", "[null]"})
  void aNextPageThatIsNoTextIsAFailure(String next) throws Exception {
    for (String pagination : List.of(CURSOR, LINK)) {
      server.misbehave(page("{'items':[{'a':1}],'next':" + next + "}"));
      ApiRun run = run(pagination);
      assertThat(run.contents(), hasSize(1));
      assertThat(run.failures().get(0).message(), containsString("no cursor or address"));
    }
  }

  @Test
  void anObjectAtTheNextPageNamesThePlacesInIt() throws Exception {
    server.misbehave(page("{'items':[{'a':1}],'next':{'href':'/x'}}"));
    assertThat(run(LINK).failures().get(0).message(), containsString("such as /next/href"));
  }

  @Test
  void aCursorThatIsANumberKeepsItsDigits() throws Exception {
    server.misbehave(
        page("{'items':[{'a':1}],'next':1717171717.123456}"),
        page("{'items':[{'a':2}],'next':1e3}"),
        page("{'items':[{'a':3}],'next':12345678901234567890}"),
        page("{'items':[{'a':4}],'next':null}"));
    assertEnds(run(CURSOR), 4, End.LAST_PAGE);
    assertThat(
        server.requests().stream().map(request -> request.uri().replaceFirst(".*\\?", "")).toList(),
        is(List.of("/x", "c=1717171717.123456", "c=1000", "c=12345678901234567890")));
  }

  @Test
  void aFirstPageThatNamesNoNextOneIsTold() throws Exception {
    server.misbehave(page("{'items':[{'a':1}],'nextCursor':'b'}"));
    assertEnds(run(CURSOR), 1, End.NO_NEXT);
    server.misbehave(page("{'items':[{'a':1}]}"));
    assertEnds(run("'type':'link'"), 1, End.NO_NEXT);
    server.misbehave(page("{'items':[{'a':1}],'next':null}"));
    assertEnds(run(CURSOR), 1, End.LAST_PAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/x?a=1&amp;c=2", " ?a=1&c=2\\n", "x?a=1&c=2"})
  void anAddressIsFollowedAsItIsMeant(String next) throws Exception {
    server.misbehave(
        page("{'items':[{'a':1}],'next':'" + next + "'}"), page("{'items':[{'a':2}],'next':''}"));
    assertEnds(run(LINK), 2, End.LAST_PAGE);
    assertThat(server.requests().get(1).uri(), is("/x?a=1&c=2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "</x?c=1>; rel=first, </x?c=2>;rel=next, </x?c=3>; rel=last | /x?c=2",
        "</x?c=2>; type=\"a/b\"; REL=\"last NEXT\" | /x?c=2",
        "</x?f=a,b;c>; title=\"x, y; rel=\"; rel=\"prev\", <?f=a,b;c>; rel=\"next\" | ?f=a,b;c",
        "</x?c=9>; rel=\"next\"; anchor=\"#a\", </x?c=2>; rel='next' | /x?c=2",
        "/x?c=1; rel=\"prev\", /x?c=2; rel=\"next\" | /x?c=2"
      })
  void aLinkHeaderIsReadInEveryForm(String header, String next) {
    assertThat(LinkHeader.next(List.of("</>; rel=self", header)), is(next));
  }

  @Test
  void anAnswerThatIsStillBeingMadeIsNoEmptyOne() throws Exception {
    JobPostingsServer.Fault accepted =
        exchange -> {
          exchange.sendResponseHeaders(202, 2);
          exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        };
    server.misbehave(accepted, page("{'items':[{'a':1}]}"), page("{'items':[]}"));
    assertEnds(run(PAGE), 1, End.EMPTY_PAGE);
    server.misbehave(accepted, accepted, accepted);
    assertThat(run(PAGE).failures().get(0).message(), containsString("status 202"));
  }
}
