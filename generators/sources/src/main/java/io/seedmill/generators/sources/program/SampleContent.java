package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Asset;
import io.seedmill.generators.AssetStore;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.files.FieldSelection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a sample of a program, and the assets that it names. Reserved names in it become the note
 * {@code source}.
 */
final class SampleContent {

  private static final byte[] ASSET = Asset.FIELD.getBytes(StandardCharsets.US_ASCII);

  private final AssetStore store;
  private final Optional<FieldSelection> selection;

  /** The index that named each path in this task. */
  private final Map<String, Long> paths = new HashMap<>();

  private final int maxSampleBytes;

  SampleContent(AssetStore store, Optional<FieldSelection> selection, int maxSampleBytes) {
    this.maxSampleBytes = maxSampleBytes;
    this.store = store;
    this.selection = selection;
  }

  /** Begins another task. */
  void beginTask() {
    paths.clear();
  }

  /**
   * Reads a sample.
   *
   * @param sample is cleared, written and finished
   * @throws InvalidSampleException if it cannot be one
   */
  void read(long index, byte[] bytes, int from, int length, ProgramFolder folder, Sample sample)
      throws InvalidSampleException {
    sample.clear();
    try {
      if (contains(ASSET, bytes, from, length)) {
        if (!(parsed(Arrays.copyOfRange(bytes, from, from + length))
            instanceof ObjectNode fields)) {
          throw new InvalidSampleException("not a JSON object");
        }
        ObjectNode selected = selection.isPresent() ? selection.get().selected(fields) : fields;
        new AssetFields(store, folder.all(), paths, index, maxSampleBytes).replaceIn(selected);
        sample.record(selected);
      } else if (selection.isPresent()) {
        selection.get().read(bytes, from, length, sample);
      } else {
        sample.record(bytes, from, length);
      }
    } catch (InvalidSampleException e) {
      throw explained(e, bytes, from, length);
    } catch (IOException e) {
      throw new InvalidSampleException(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new InvalidSampleException(String.valueOf(e.getMessage()), e);
    } catch (OutOfMemoryError e) { // all that was reserved is free again
      throw new InvalidSampleException(ProgramFailure.NO_MEMORY, e);
    }
    sample.finish();
  }

  private static InvalidSampleException explained(
      InvalidSampleException e, byte[] bytes, int from, int length) {
    return AnswerLine.memberBehind(bytes, from, length)
        .map(
            name ->
                new InvalidSampleException(
                    "the line has '%s' behind the sample; allowed: %s"
                        .formatted(name, AnswerLine.ALLOWED),
                    e))
        .orElse(e);
  }

  private static JsonNode parsed(byte[] json) throws InvalidSampleException {
    try {
      return CanonicalJson.parse(json);
    } catch (IOException e) {
      throw new InvalidSampleException("not valid JSON: " + CanonicalJson.problem(e), e);
    }
  }

  private static boolean contains(byte[] wanted, byte[] bytes, int from, int length) {
    int last = from + length - wanted.length;
    for (int at = from; at <= last; at++) {
      if (bytes[at] == wanted[0]
          && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }
}
