package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.json.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;

/** Answers lines of JSON, one for one and in order, until there are no more. */
final class ScoreServer {

  private static final int BUFFER = 1 << 16;

  private final Scorer scorer;

  ScoreServer(Scorer scorer) {
    this.scorer = scorer;
  }

  /** Writes out what it has whenever no further line waits. */
  void serve(InputStream lines, PrintWriter out) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    for (int read = lines.read(buffer); read >= 0; read = lines.read(buffer)) {
      int from = 0;
      for (int i = 0; i < read; i++) {
        if (buffer[i] == '\n') {
          line.write(buffer, from, i - from);
          from = i + 1;
          answer(line, out);
        }
      }
      line.write(buffer, from, read - from);
      if (lines.available() == 0) {
        out.flush();
      }
    }
    answer(line, out);
    out.flush();
  }

  private void answer(ByteArrayOutputStream line, PrintWriter out) {
    byte[] bytes = line.toByteArray();
    line.reset();
    if (isBlank(bytes)) {
      return;
    }
    try {
      out.print("{\"score\":" + score(CanonicalJson.parse(bytes)) + "}\n");
    } catch (JsonProcessingException e) {
      error(out, "not valid JSON: " + CanonicalJson.problem(e));
    } catch (IOException | IllegalArgumentException e) {
      error(out, e.getMessage());
    }
  }

  private double score(JsonNode line) {
    if (!line.path("sample").isObject() || !line.path("answer").isTextual()) {
      throw new IllegalArgumentException(
          "found no 'sample' that is a record, or no 'answer' that is a text; allowed:"
              + " {\"sample\": {…}, \"answer\": \"…\"}");
    }
    return scorer.score(line.get("sample"), line.get("answer").textValue());
  }

  private static void error(PrintWriter out, String message) {
    out.print(
        CanonicalJson.write(JsonNodeFactory.instance.objectNode().put("error", message)) + "\n");
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
