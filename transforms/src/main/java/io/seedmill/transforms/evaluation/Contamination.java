package io.seedmill.transforms.evaluation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.seedmill.generators.Asset;
import io.seedmill.generators.Sample;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.evaluation.EvaluationTexts.Match;
import io.seedmill.transforms.storage.OpenStorages;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Optional;

/**
 * Finds the samples that repeat evaluation texts, in any text of their content.
 *
 * @param root the root of the storage, which all workers share
 * @param path the file that {@link EvaluationTexts#write} wrote
 */
public record Contamination(String root, String path) implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final StreamReadConstraints ANY_LENGTH = CanonicalJson.ANY_LENGTH;
  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(ANY_LENGTH).build();

  /** The texts that were read last: all workers of a process share them. */
  private static Contamination read;

  private static EvaluationTexts texts;

  /** Opens the texts for a worker. */
  public Check open(OpenStorages storages) throws IOException {
    synchronized (Contamination.class) {
      if (!equals(read)) {
        texts = null;
        try (InputStream in = storages.at(root).open(path)) {
          texts = EvaluationTexts.read(in);
        }
        read = this;
      }
      return new Check(texts);
    }
  }

  /** Looks at records. It is for one thread. */
  public static final class Check {

    private final EvaluationTexts texts;
    private final Words words = new Words();

    /** Looks for some texts. */
    public Check(EvaluationTexts texts) {
      this.texts = texts;
    }

    /** Returns what a record shares with an evaluation text; of several runs of words the first. */
    public Optional<Match> find(byte[] record, int offset, int length) throws IOException {
      try (JsonParser json = JSON.createParser(record, offset, length)) {
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          boolean isContent = !Sample.RESERVED.contains(json.currentName());
          json.nextToken();
          if (!isContent) {
            json.skipChildren();
            continue;
          }
          Optional<Match> found = find(json);
          if (found.isPresent()) {
            return found;
          }
        }
        return Optional.empty();
      }
    }

    /** Looks at all texts in a value; the bytes of an asset are none. */
    private Optional<Match> find(JsonParser json) throws IOException {
      int depth = 0;
      for (JsonToken token = json.currentToken(); ; token = json.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          if (json.currentName().equals(Asset.FIELD)) {
            json.nextToken();
            json.skipChildren();
          }
          continue;
        }
        if (token == JsonToken.VALUE_STRING) {
          words.read(json.getText());
          Optional<Match> found = texts.find(words);
          if (found.isPresent()) {
            return found;
          }
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 0) {
          return Optional.empty();
        }
      }
    }
  }
}
