package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AssetsTest {

  @TempDir Path folder;

  /** Returns a program that prepares its folder and answers one sample with an asset. */
  private static String answering(String prepare, String asset) {
    return """
        while read -r task; do
          %s
          echo "{\\"index\\": 0, \\"sample\\": {\\"prompt\\": \\"p\\", \\"image\\": {\\"\\$asset\\": %s}}}"
        done
        """
        .formatted(prepare, asset.replace("'", "\\\""));
  }

  private String made(String prepare, String asset) throws Exception {
    try (ProgramRun run = ProgramRun.sh(folder, answering(prepare, asset))) {
      return run.make(0, 1).get(0L);
    }
  }

  private JsonNode asset(String prepare, String asset) throws Exception {
    ObjectNode sample = ProgramRun.json(made(prepare, asset));
    return sample.get("image").get("$asset");
  }

  @Test
  void aFileOfTheWorkingFolderIsTakenWithItsMediaTypeByName() throws Exception {
    JsonNode asset = asset("mkdir -p a; printf hello > a/b.PNG", "{'path': 'a/b.PNG'}");
    assertThat(
        asset,
        is(
            ProgramRun.json(
                "{\"base64\":\"aGVsbG8=\",\"bytes\":5,\"mediaType\":\"image/png\",\"sha256\":"
                    + "\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\"}")));
  }

  @Test
  void aFileOfTheTemporaryFolderIsTakenByItsAbsolutePath() throws Exception {
    JsonNode asset =
        asset("printf hello > \"$TMPDIR/x.mp4\"", "{'path': '$TMPDIR/x.mp4', 'mediaType': 'a/b'}");
    assertThat(asset.get("base64").asText(), is("aGVsbG8="));
    assertThat(asset.get("mediaType").asText(), is("a/b"));
  }

  @Test
  void bytesMayBeGivenInBase64() throws Exception {
    JsonNode asset = asset("", "{'base64': 'aGVsbG8=', 'mediaType': 'audio/wav'}");
    assertThat(asset.get("bytes").asInt(), is(5));
    assertThat(asset.get("mediaType").asText(), is("audio/wav"));
  }

  @Test
  void bytesWithoutAMediaTypeAreKnownByTheirBeginning() throws Exception {
    JsonNode asset = asset("", "{'base64': 'R0lGODlhAQABAAAAACw='}");
    assertThat(asset.get("mediaType").asText(), is("image/gif"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "printf x > ../above.png | {'path': '../above.png'} | allowed: files within the task",
        ": | {'path': '/etc/passwd'} | allowed: files within the task's own folder",
        ": | {'path': '.'} | allowed: files within the task's own folder",
        "ln -sf /etc/passwd p.png | {'path': 'p.png'} | which is a link",
        "ln -sfn /etc d | {'path': 'd/passwd'} | which is a link",
        "printf x > a.png; ln -f a.png b.png | {'path': 'b.png'} | which is a link beside 1 others",
        "mkfifo f.png | {'path': 'f.png'} | which is no file",
        "mkdir -p d.png | {'path': 'd.png'} | which is no file",
        ": | {'path': 'none.png'} | found no file 'none.png'",
        ": | {'base64': 'no base 64!'} | not Base64",
        ": | {'base64': 'AA==', 'mediaType': 'image/../../x'} | found the media type",
        ": | {'base64': 'AA==', 'mediaType': '../x'} | found the media type",
        ": | {'base64': 'AA==', 'mediaType': 'image/..'} | found the media type",
        ": | {'base64': 'AA==', 'mediaType': 'png'} | found the media type",
        ": | {'path': 'a', 'base64': 'aGVsbG8='} | allowed: {\"$asset\"",
        ": | {'url': 'x'} | allowed: {\"$asset\"",
        ": | 7 | allowed: {\"$asset\"",
        ": | {'base64': 'AA==', 'n': NaN} | /n: Non-standard token 'NaN'",
      })
  void whatIsNoFileOfItsOwnIsRefused(String prepare, String asset, String message)
      throws Exception {
    assertThat(
        made(prepare, asset), allOf(startsWith("failed: invalid-sample"), containsString(message)));
  }

  @Test
  void aFileThatHasNoRoomInItsSampleIsNotRead() throws Exception {
    String message = "with which the sample has more than the 65,536 of 'maxSampleBytes'";
    assertThat(made("truncate -s 1000000000 a.mp4", "{'path': 'a.mp4'}"), containsString(message));
    assertThat(
        made("truncate -s 40000 a.mp4; cp a.mp4 b.mp4", "{'path': 'a.mp4'}"),
        containsString("\"bytes\":40000"));
    assertThat(made("", "{'base64': '" + "AAAA".repeat(20_000) + "'}"), containsString(message));
  }

  @Test
  void aDeviceIsRefused() throws Exception {
    assertThat(
        made("mknod n.png c 1 3 || mkfifo n.png", "{'path': 'n.png'}"),
        containsString("which is no file"));
  }

  @Test
  void aFileThatTwoSamplesOfATaskNameIsTakenOnceAndTheOtherIsMadeAlone() throws Exception {
    String script =
        """
        while read -r task; do
          first=$(echo "$task" | sed 's/.*"start_index":\\([0-9]*\\).*/\\1/')
          count=$(echo "$task" | sed 's/.*"num_samples":\\([0-9]*\\).*/\\1/')
          for i in $(seq $first $((first + count - 1))); do
            printf $i > out.png
            echo "{\\"index\\": $i, \\"sample\\": {\\"prompt\\": \\"$i\\", \\"image\\": {\\"\\$asset\\": {\\"path\\": \\"out.png\\"}}}}"
          done
        done
        """;
    try (ProgramRun run = ProgramRun.sh(folder, script)) {
      Map<Long, String> made = run.make(0, 2);
      String one = Base64.getEncoder().encodeToString(new byte[] {'1'});
      assertThat(made.get(0L), containsString("\"mediaType\":\"image/png\""));
      assertThat(made.get(1L), containsString("\"base64\":\"" + one + "\""));
    }
  }
}
