package io.seedmill.generators.sources.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.UnusableException;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.InvalidParametersException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake in a spec is told with its place, what was found and what is allowed. */
class HttpSchemaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | /http | nothing",
        "{'http':{}} | /http/url | nothing",
        "{'http':{'url':'ftp://x'}} | /http/url | \"ftp://x\"",
        "{'http':{'url':'http://x','metod':'GET'}} | /http/metod | unknown key 'metod'",
        "{'http':{'url':'http://x','method':'PUT'}} | /http/method | \"PUT\"",
        "{'http':{'url':'http://x/${qery}'}} | /http/url | \"http://x/${qery}\"",
        "{'http':{'url':'http://x','records':'jobs'}} | /http/records | \"jobs\"",
        "{'http':{'url':'http://x','fields':{'id':'/id'}}} | /http/fields/id | the name 'id'",
        "{'http':{'url':'http://x','body':{}}} | /http/body | {}",
        "{'http':{'url':'http://x','pagination':{'type':'pages'}}} | /http/pagination/type | \"pages\"",
        "{'http':{'url':'http://x','pagination':{'type':'page'}}} | /http/pagination/parameter | nothing",
        "{'http':{'url':'http://x','limit':0}} | /http/limit | 0",
        "{'http':{'url':'http://x'},'queries':['a']} | /http | a request that is the same for every query",
        "{'http':{'url':'http://x/${query}'}} | /queries | nothing",
        "{'http':{'url':'http://x/${query.a}'},'queries':[{'a':1},{'b':1}]} | /queries/1 | {\"b\":1}",
        "{'http':{'url':'http://x/${query}'},'queries':[{'a':1}]} | /queries/0 | {\"a\":1}",
        "{'http':{'url':'http://x/${query}'},'queries':{'matrix':{'a':[]}}} | /queries/matrix/a | []",
        "{'http':{'url':'http://x'},'politeness':{'requestsPerSecond':0}} | /politeness/requestsPerSecond | 0",
        "{'http':{'url':'http://x'},'timeouts':{'read':5}} | /timeouts/read | 5",
        "{'http':{'url':'http://x'},'timeouts':{'connect':'0s'}} | /timeouts/connect | \"0s\"",
        "{'http':{'url':'http://x'},'politeness':{'pause':'0s'}} | /politeness/pause | \"0s\"",
        "{'http':{'url':'http://x'},'cache':{'headers':[1]}} | /cache/headers/0 | 1",
        "{'http':{'url':'http://x'},'cache':{'ttl':'long'}} | /cache/ttl | \"long\"",
        "{'http':{'url':'http://x'},'maxAnswerBytes':0} | /maxAnswerBytes | 0",
      })
  void aMistakeIsTold(String keys, String path, String found) {
    InputProblem problem = problem(keys);
    assertThat(problem.path(), is(path));
    assertThat(problem.found(), is(found));
    assertThat(problem.allowed().isBlank(), is(false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'headers':{'Authorization':'Bearer abc123'} | /http/headers/Authorization",
        "'headers':{'X-Api-Key':'abc123'} | /http/headers/X-Api-Key",
        "'query':{'api_key':'abc123'} | /http/query/api_key",
      })
  void aSecretInPlainTextIsRefusedAndNotRepeated(String part, String path) {
    InputProblem problem = problem("{'http':{'url':'http://x'," + part + "}}");
    assertThat(problem.path(), is(path));
    assertThat(problem.allowed(), containsString("${env:NAME}"));
    assertThat(problem.toString(), not(containsString("abc123")));
  }

  @Test
  void aPasswordInTheAddressIsRefusedAndNotRepeated() {
    InputProblem problem = problem("{'http':{'url':'http://me:abc123@x/'}}");
    assertThat(problem.path(), is("/http/url"));
    assertThat(problem.toString(), not(containsString("abc123")));
  }

  @Test
  void whatIsMissingBesideTheSpecIsToldBeforeAnyWork(@TempDir Path folder) throws Exception {
    String variable = "{'http':{'url':'${env:NOWHERE}/x'}}";
    UnusableException unset =
        assertThrows(UnusableException.class, () -> new ApiRun().prepare(variable, folder));
    assertThat(unset.getMessage(), containsString("${env:NOWHERE}"));
    String file = "{'http':{'url':'http://x/${query.a}'},'queries':{'file':'q.csv'}}";
    UnusableException absent =
        assertThrows(UnusableException.class, () -> new ApiRun().prepare(file, folder));
    assertThat(absent.parameter(), is("/queries/file"));
    Files.writeString(folder.resolve("q.csv"), "a,b\n1,2\n");
    assertThat(new ApiRun().prepare(file, folder).samples().orElseThrow(), is(1L));
    Files.writeString(folder.resolve("q.csv"), "b\n2\n");
    UnusableException unfit =
        assertThrows(UnusableException.class, () -> new ApiRun().prepare(file, folder));
    assertThat(unfit.getMessage(), containsString("query 0"));
  }

  @Test
  void aListOfQueriesIsReadAsAllRowsAre(@TempDir Path folder) throws Exception {
    String file = "{'http':{'url':'http://x/${query.a}'},'queries':{'file':'q.csv'}}";
    Files.writeString(folder.resolve("q.csv"), "\ufeffa,a b,\r1,,\r2,,\r");
    assertThat(new ApiRun().prepare(file, folder).samples().orElseThrow(), is(2L));
    Files.write(folder.resolve("q.csv"), "a\nOslo\nGröna\n".getBytes(ISO_8859_1));
    UnusableException latin =
        assertThrows(UnusableException.class, () -> new ApiRun().prepare(file, folder));
    assertThat(latin.parameter(), is("/queries/file"));
    assertThat(latin.getMessage(), containsString("bytes that are not UTF-8 in line 3"));
    String words = "{'http':{'url':'http://x/${query}'},'queries':{'file':'q.txt.gz'}}";
    try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("q.txt.gz")))) {
      out.write("\ufeffOslo\n".getBytes(UTF_8));
    }
    assertThat(new ApiRun().prepare(words, folder).samples().orElseThrow(), is(1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e400", "1e-400", "\"\\ud83d\"", "\"a\\ude00\\ud83d\""})
  void aQueryThatNoAddressCanHoldIsRefused(String value, @TempDir Path folder) throws Exception {
    String file = "{'http':{'url':'http://x/${query.a}'},'queries':{'file':'q.jsonl'}}";
    Files.writeString(folder.resolve("q.jsonl"), "{\"a\":1}\n{\"a\":" + value + "}\n");
    UnusableException refused =
        assertThrows(UnusableException.class, () -> new ApiRun().prepare(file, folder));
    assertThat(refused.getMessage(), containsString("cannot be read: /a: "));
    assertThat(refused.getMessage(), containsString(" in line 2"));
  }

  private static InputProblem problem(String keys) {
    InvalidParametersException refused =
        assertThrows(InvalidParametersException.class, () -> ApiRun.parameters(keys));
    return refused.problems().get(0);
  }
}
