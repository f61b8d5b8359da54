package io.seedmill.generators.sources.http;

import static io.seedmill.generators.sources.testing.JobPostingsServer.json;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.input.InvalidParametersException;
import io.seedmill.generators.sources.testing.JobPostingsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests, and the samples made of the responses. */
class HttpGeneratorTest {

  private static final String TOKEN = "tok/en+with=signs-4711";
  private static final String FAST =
      "'politeness':{'requestsPerSecond':10000,'stagger':'0s'},'timeouts':{'request':'20s'}";

  private final JobPostingsServer server = JobPostingsServer.start(TOKEN);

  @AfterEach
  void stop() {
    server.close();
  }

  private ApiRun run() {
    return new ApiRun().with("URL", server.url()).with("TOKEN", TOKEN).with(new FakeTiming());
  }

  private static String spec(String more) {
    return "{'http':{'url':'${env:URL}/jobs','headers':{'Authorization':'Bearer ${env:TOKEN}'},"
        + "'query':{'keyword':'${query}','limit':10},'records':'/jobs'"
        + more
        + "},'queries':['java','nurse'],"
        + FAST
        + "}";
  }

  @Test
  void aQueryIsAnIndexAndItsRecordsAreSamples() throws Exception {
    ApiRun run = run().run(spec(",'fields':{'title':'/title','pay':'/salary/min','x':'/nothing'}"));
    assertThat(run.failures(), is(empty()));
    assertThat(run.contents(), hasSize(20));
    assertThat(
        run.contents().get(0), is("{\"pay\":30000,\"title\":\"java developer 0\",\"x\":null}"));
    assertThat(run.fetched(), hasSize(2));
    assertThat(run.misses(), is(2));
    assertThat(
        run.metadata().get(0).toString(),
        matchesPattern(
            "\\{\"query\":\"java\",\"page\":1,\"fetchedAt\":\"2026-01-02T03:04:0.*Z\"}"));
    assertThat(server.requests().get(1).uri(), is("/jobs?keyword=nurse&limit=10"));
    assertThat(server.requests().get(1).headers().get("authorization"), is("Bearer " + TOKEN));
  }

  @Test
  void aRecordAsItIsLeavesReservedNamesToItsMetadata() throws Exception {
    ApiRun run = run().run(spec(""));
    assertThat(
        run.contents().get(0),
        is(
            "{\"company\":\"Company 0\",\"location\":\"Berlin\","
                + "\"salary\":{\"max\":40000,\"min\":30000},\"title\":\"java developer 0\"}"));
    assertThat(run.metadata().get(1).get("source").toString(), is("{\"id\":3}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':'page','parameter':'page','size':10",
        "'type':'page','parameter':'page'",
        "'type':'offset','parameter':'offset'",
        "'type':'offset','parameter':'offset','size':7,'sizeParameter':'limit'",
        "'type':'cursor','parameter':'cursor','next':'/next_cursor'",
        "'type':'link'",
        "'type':'link','next':'/next'"
      })
  void allPagesOfAQueryAreTaken(String pagination) throws Exception {
    String keys = spec(",'pagination':{" + pagination + "}");
    keys = pagination.contains("sizeParameter") ? keys.replace(",'limit':10", "") : keys;
    ApiRun run = run().run(keys);
    assertThat(run.failures(), is(empty()));
    assertThat(run.contents(), hasSize(80 + 40));
    assertThat(new HashSet<>(run.contents()), hasSize(80 + 40));
  }

  @Test
  void limitsOfPagesAndRecordsHold() throws Exception {
    String link = ",'pagination':{'type':'link','maxPages':3}";
    assertThat(run().run(spec(link)).contents(), hasSize(60));
    assertThat(run().run(spec(link + ",'limit':15")).contents(), hasSize(30));
  }

  @Test
  void anApiThatRepeatsItsLastPageIsAtItsEnd() throws Exception {
    String page = "{\"jobs\":[{\"a\":1}]}";
    server.misbehave(json(page), json(page), json(page));
    ApiRun run =
        run().run(spec(",'pagination':{'type':'page','parameter':'page'}").replace(",'nurse'", ""));
    assertThat(run.contents(), is(List.of("{\"a\":1}")));
  }

  @Test
  void valuesOfQueriesCannotBreakOut() throws Exception {
    String odd = "a&b=c/../ü?#${env:TOKEN}\\\"x";
    server.misbehave(json("{}"));
    run()
        .run(
            ("{'http':{'method':'POST','url':'${env:URL}/p/${query.w}','query':{'q':'${query.w}'},"
                + "'body':{'text':'say ${query.w}','n':'${query.n}','secret':'${env:TOKEN}'}},"
                + "'queries':[{'w':'"
                + odd.replace("\\", "\\\\").replace("\"", "\\\"")
                + "','n':5}],"
                + FAST
                + "}"));
    JobPostingsServer.Request request = server.requests().get(0);
    String encoded = "a%26b%3Dc%2F..%2F%C3%BC%3F%23%24%7Benv%3ATOKEN%7D%5C%22x";
    assertThat(request.uri(), is("/p/" + encoded + "?q=" + encoded));
    assertThat(
        request.body(),
        is(
            "{\"n\":5,\"secret\":\"%s\",\"text\":\"say %s\"}"
                .formatted(TOKEN, odd.replace("\\", "\\\\").replace("\"", "\\\""))));
  }

  @Test
  void queriesComeFromAMatrixOrAFile(@TempDir Path folder) throws Exception {
    String matrix = "{'matrix':{'w':['java','nurse'],'l':['Oslo','Lyon']}}";
    Files.writeString(
        folder.resolve("q.csv"), "w,l\njava,Oslo\njava,Lyon\nnurse,Oslo\nnurse,Lyon\n");
    Files.writeString(
        folder.resolve("q.jsonl"),
        """
        {"w":"java","l":"Oslo"}
        {"w":"java","l":"Lyon"}
        {"w":"nurse","l":"Oslo"}
        {"w":"nurse","l":"Lyon"}
        """);
    String keys = spec("").replace("'${query}'", "'${query.w}','location':'${query.l}'");
    List<String> expected = run().run(keys.replace("['java','nurse']", matrix)).contents();
    assertThat(expected.isEmpty(), is(false));
    for (String file : List.of("q.csv", "q.jsonl")) {
      ApiRun run = run().run(keys.replace("['java','nurse']", "{'file':'" + file + "'}"), folder);
      assertThat(run.contents(), is(expected));
    }
    Files.writeString(folder.resolve("words.txt"), "java\n\nnurse\n");
    ApiRun words = run().run(spec("").replace("['java','nurse']", "{'file':'words.txt'}"), folder);
    assertThat(words.contents(), is(run().run(spec("")).contents()));
  }

  @Test
  void whatWasAskedForCanBeAField() throws Exception {
    ApiRun run =
        run()
            .run(
                spec(",'fields':{'word':'${query}','q':'<${query}>','title':'/title'}")
                    .replace("'nurse'", "7"));
    assertThat(
        run.contents().get(0),
        is("{\"q\":\"<java>\",\"title\":\"java developer 0\",\"word\":\"java\"}"));
    assertThat(run.contents().get(10).contains("\"q\":\"<7>\""), is(true));
    assertThat(run.contents().get(10).contains("\"word\":7"), is(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'q':'java','n':3}", "{'q':'java','n':'3'}"})
  void aQueryMayHaveWholeNumbers(String query) throws Exception {
    String keys = spec(",'limit':'${query.n}'").replace("'${query}'", "'${query.q}'");
    ApiRun run = run().run(keys.replace("['java','nurse']", "[" + query + "]"));
    assertThat(run.contents(), hasSize(3));
    for (String bad : List.of("0", "'x'", "2.5", "-1", "12345678901")) {
      assertThrows(
          InvalidParametersException.class,
          () -> ApiRun.parameters(keys.replace("['java','nurse']", "[{'q':'a','n':" + bad + "}]")));
    }
  }

  @Test
  void sizesOfPagesCanBeOfTheQuery() throws Exception {
    String pagination =
        "'type':'offset','parameter':'offset','size':'${query.n}','sizeParameter':'limit',"
            + "'maxPages':'${query.n}','start':'${query.s}'";
    String keys =
        spec(",'pagination':{" + pagination + "}")
            .replace(",'limit':10", "")
            .replace("'${query}'", "'${query.q}'")
            .replace("['java','nurse']", "[{'q':'java','n':2,'s':4}]");
    ApiRun run = run().run(keys);
    assertThat(run.contents(), hasSize(4));
    assertThat(server.requests().get(0).uri(), is("/jobs?keyword=java&offset=4&limit=2"));
  }

  @Test
  void numbersThatReadersWouldLoseBecomeText() throws Exception {
    server.misbehave(json("{\"jobs\":[{\"big\":12345678901234567890,\"small\":7}]}"));
    ApiRun run = run().run(spec("").replace(",'nurse'", ""));
    assertThat(run.contents(), is(List.of("{\"big\":\"12345678901234567890\",\"small\":7}")));
  }

  @Test
  void anAnswerWithoutRecordsFailsItsQueryAlone() throws Exception {
    server.misbehave(json("{\"oops\":1}"));
    ApiRun run = run().run(spec(""));
    assertThat(run.contents(), hasSize(10));
    assertThat(run.failures(), hasSize(1));
    assertThat(
        run.failures().get(0).message(),
        startsWith(
            "GET ${env:URL}/jobs?keyword=java&limit=10: the answer has nothing at '/jobs'; it is one"
                + " object, with oops; allowed for 'records': the place of a list or an object, or"
                + " no 'records' if this object is the record"));
  }

  /** A page of JSON Lines with one line is such an object, too. */
  @Test
  void anAnswerWithRecordsElsewhereSaysWhere() throws Exception {
    server.misbehave(
        json("{\"meta\":{\"n\":1},\"data\":{\"a/b\":[{\"title\":\"x\"}],\"tags\":[1]}}\n"));
    ApiRun run = run().run(spec("").replace(",'nurse'", ""));
    assertThat(
        run.failures().get(0).message(),
        containsString(
            "nothing at '/jobs'; it is one object, with meta, data; allowed for 'records': the place"
                + " of a list, such as /data/a~1b"));
    server.misbehave(json("[{\"title\":\"x\"}]"));
    assertThat(
        run().run(spec("").replace(",'nurse'", "")).failures().get(0).message(),
        containsString("it is a list itself; allowed: no 'records'"));
  }
}
