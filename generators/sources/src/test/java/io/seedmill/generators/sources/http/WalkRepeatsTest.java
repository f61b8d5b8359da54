package io.seedmill.generators.sources.http;

import static io.seedmill.generators.sources.testing.JobPostingsServer.json;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.seedmill.generators.Fetched.End;
import io.seedmill.generators.sources.testing.JobPostingsServer;
import java.util.Collections;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Given an API whose records have something of each answer, then a page that comes again ends a
 * query, and records that are new do not.
 *
 * <p>In an answer {@code #t} is a time and {@code #n} a number that grow from answer to answer, and
 * {@code #r} a text that no other answer has. The last page is had for each number beyond it.
 */
class WalkRepeatsTest {

  private static final String PAGE = "'type':'page','parameter':'p','maxPages':9";

  private final AtomicInteger answers = new AtomicInteger();
  private final JobPostingsServer server = JobPostingsServer.start("token");

  @AfterEach
  void stop() {
    server.close();
  }

  private ApiRun run(String pagination, String... pages) throws Exception {
    JobPostingsServer.Fault answer =
        exchange -> {
          String number = exchange.getRequestURI().getQuery().replaceFirst(".*p=", "");
          int n = answers.incrementAndGet();
          String page = pages[Math.min(Integer.parseInt(number), pages.length) - 1];
          String text =
              page.replace("#t", String.format(Locale.ROOT, "2026-11-29T21:%02d:00Z", n))
                  .replace("#n", Integer.toString(1_800_000_000 + n))
                  .replace("#r", "r-" + Integer.toHexString(Integer.hashCode(n) * 0x9E3779B9))
                  .replace('\'', '"');
          json("{\"items\":[" + text + "]}").answer(exchange);
        };
    server.misbehave(Collections.nCopies(20, answer).toArray(JobPostingsServer.Fault[]::new));
    return new ApiRun()
        .with("URL", server.url())
        .with(new FakeTiming())
        .run(
            "{'http':{'url':'${env:URL}/x','records':'/items','pagination':{"
                + pagination
                + "}},'politeness':{'requestsPerSecond':10000,'stagger':'0s'}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':7,'at':'#t'},{'id':8,'at':'#t'}",
        "{'id':7,'at':#n},{'id':8,'at':#n}",
        "{'id':7,'at':'#r'},{'id':8,'at':'#r'}",
        "{'id':7,'at':'#t'}",
        "{'id':7,'at':#n}",
        "{'id':7,'views':#n},{'id':8,'views':3}",
        "{'id':7,'views':#n,'at':'#t','request':'#r'},{'id':8,'views':3,'at':'#t','request':'#r'}",
        "{'id':7,'at':'#t.5+01:00'},{'id':8,'at':'#t.25+01:00'}",
        "{'a':[{'id':7}],'m':{'at':'#t'}},{'a':[{'id':8}],'m':{'at':'#t'}}",
        "{'rank':1,'t':'x','at':'#t'},{'rank':2,'t':'y','at':'#t'}",
        "{'k':'a','l':1,'at':'#t'},{'k':'a','l':5,'at':'#t'},{'k':'b','l':1,'at':'#t'}"
      })
  void aLastPageThatComesAgainIsTheEnd(String last) throws Exception {
    int records = last.split("\\},\\{", -1).length;
    ApiRun run = run(PAGE, "{'id':1,'x':'first'}", last);
    assertThat(run.failures(), is(empty()));
    assertThat(run.fetched().get(0).end(), is(End.REPEATED_PAGE));
    assertThat(run.contents(), hasSize(1 + records));
    assertThat(run.fetched().get(0).misses(), is(5)); // 1, 2, 3, 2 again, 4
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "only the id | {'id':%d1,'v':0},{'id':%d2,'v':0}",
        "only the date | {'d':'2026-01-%1$d1','v':0},{'d':'2026-01-%1$d2','v':0}",
        "only the time | {'d':'2026-01-01T0%1$d:10','v':0},{'d':'2026-01-01T0%1$d:20','v':0}",
        "a page for each day | {'d':'2026-01-0%1$d','s':'a','v':0},{'d':'2026-01-0%1$d','s':'b','v':0}",
        "a page for each hour | {'d':'2026-01-01T0%1$d:00','s':'a'},{'d':'2026-01-01T0%1$d:00','s':'b'}",
        "a page for each batch | {'b':'x%1$d','seat':'a'},{'b':'x%1$d','seat':'b'}",
        "a rank within the page | {'rank':1,'w':'x%1$d'},{'rank':2,'w':'y%1$d'}",
        "a rank and one word for all | {'rank':1,'w':'x%1$d'},{'rank':2,'w':'x%1$d'}",
        "a rank and sums | {'rank':1,'sum':%1$d0},{'rank':2,'sum':%1$d5}",
        "keys and sums | {'k':'a','sum':%1$d0},{'k':'b','sum':%1$d5}",
        "a rank from 0 | {'rank':0,'n':%1$d0},{'rank':1,'n':%1$d5}",
        "ids that grow and constant texts | {'id':%1$d1,'t':'a'},{'id':%1$d2,'t':'b'}",
        "one record, only the id | {'id':%1$d,'v':0}",
        "one record, only the date | {'d':'2026-01-0%1$d','v':0}",
        "one record, only the time | {'d':'2026-01-01T0%1$d:00:00Z','v':0}",
        "one record, only a word | {'w':'x%1$d','v':0}",
        "a number that falls | {'k':'a','n':-%1$d},{'k':'b','n':-%1$d7}",
        "a stamp and an id | {'id':%1$d1,'at':'#t'},{'id':%1$d2,'at':'#t'}",
        "a stamp and a word | {'k':'a','w':'x%1$d','at':'#t'},{'k':'b','w':'y%1$d','at':'#t'}",
        "a stamp and a day | {'k':'a','d':'2026-01-0%1$d','at':'#t'},{'k':'b','d':'2026-01-0%1$d','at':'#t'}",
        "a stamp and one word for all | {'k':'a','w':'x%1$d','at':'#t'},{'k':'b','w':'x%1$d','at':'#t'}",
        "random words | {'k':'a','w':'#r%1$d'},{'k':'b','w':'#r-%1$d'}",
        "one random word | {'k':'a','w':'#r'}",
        "another field | {'k':'a','f%1$d':1},{'k':'b','f%1$d':1}",
        "a list that grows | {'k':'a','l':[%1$d,1]},{'k':'b','l':[%1$d,2]}",
        "true and false | {'k':'a','l':%1$d1.5},{'k':'b','l':%1$d2.5}",
        "only records that are equal | {'v':1,'at':'#t'},{'v':1,'at':'#t'}"
      })
  void newRecordsAreNoRepeat(String what, String records) throws Exception {
    String[] pages = new String[9];
    for (int i = 0; i < pages.length; i++) {
      pages[i] = String.format(Locale.ROOT, records.replace("%d", "%1$d"), i + 1);
    }
    ApiRun run = run(PAGE, pages);
    assertThat(run.failures(), is(empty()));
    assertThat(what, run.fetched().get(0).end(), is(End.MAX_PAGES));
    assertThat(run.contents().size(), is(9 * (records.contains("},{") ? 2 : 1)));
  }

  /** Two pages may be alike by chance where others follow. */
  @Test
  void aPageThatComesAgainOnceIsKept() throws Exception {
    String page = "{'k':'a','at':'#t'},{'k':'b','at':'#t'}";
    ApiRun run = run(PAGE + ",'lastPage':'short','size':2", page, page, "{'k':'c','at':'#t'}");
    assertThat(run.fetched().get(0).end(), is(End.SHORT_PAGE));
    assertThat(run.contents(), hasSize(5));
  }

  @Test
  void nothingConfirmsARepeatAtTheLimitOfPages() throws Exception {
    String page = "{'k':'a','at':'#t'},{'k':'b','at':'#t'}";
    ApiRun run = run(PAGE.replace("9", "2"), page);
    assertThat(run.fetched().get(0).end(), is(End.REPEATED_PAGE));
    assertThat(run.contents(), hasSize(4));
    assertThat(run.fetched().get(0).misses(), is(3));
  }

  /** An offset counts the records, so that it is another number for each page. */
  @Test
  void anOffsetBeyondTheEndIsNoticed() throws Exception {
    String page = "{'k':'a','at':'#t'},{'k':'b','at':'#t'}";
    ApiRun run = run("'type':'offset','parameter':'p','start':1,'maxPages':9", page);
    assertThat(run.fetched().get(0).end(), is(End.REPEATED_PAGE));
    assertThat(run.contents(), hasSize(2));
  }
}
