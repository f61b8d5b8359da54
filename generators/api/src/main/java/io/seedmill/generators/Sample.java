package io.seedmill.generators;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.json.JsonBytes;
import io.seedmill.generators.json.LargeIntegers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A sample that is being written: its content, and metadata about it.
 *
 * <p>The content comes out in canonical form (RFC 8785) without being parsed again, because fields
 * are accepted only in ascending order of their names. The metadata keeps the order in which it was
 * written and does not count for equality of samples.
 *
 * <p>Samples of sources are read whole, with {@link #json} or {@link #record}.
 */
public final class Sample {

  /** The names that Seedmill adds to each record; a generator must not use them as fields. */
  public static final Set<String> RESERVED = Set.of("id", "generator", "index", "metadata");

  private static final String PARAMETERS = "parameters";

  private final Optional<SerializedString> parametersJson; // keeps its bytes
  private final LargeIntegers largeIntegers;
  private final JsonBytes content;
  private final JsonBytes metadata;
  private final JsonBytes withoutPlaces;
  private JsonGenerator contentJson;
  private JsonGenerator metadataJson;
  private String lastField;
  private WholeSample whole;
  private boolean isWhole;
  private boolean hasContent;
  private boolean flushed;
  private boolean broken;
  private int numbersAsText;
  private final List<String> notes = new ArrayList<>();

  /**
   * Creates a sample that can be {@linkplain #clear cleared}, written and {@linkplain #finish
   * finished} any number of times.
   *
   * @param parametersJson the JSON object that every sample's metadata ends with
   * @param maxBytes the largest content, and the largest metadata, in bytes
   */
  public Sample(String parametersJson, int maxBytes) {
    this(Optional.of(new SerializedString(parametersJson)), maxBytes, LargeIntegers.REFUSE);
  }

  /**
   * Creates a sample without parameters in its metadata.
   *
   * @param maxBytes the largest content, and the largest metadata, in bytes
   */
  public Sample(int maxBytes) {
    this(Optional.empty(), maxBytes, LargeIntegers.REFUSE);
  }

  private Sample(
      Optional<SerializedString> parametersJson, int maxBytes, LargeIntegers largeIntegers) {
    this.parametersJson = parametersJson;
    this.largeIntegers = largeIntegers;
    this.content = new JsonBytes(maxBytes);
    this.metadata = new JsonBytes(maxBytes);
    this.withoutPlaces = new JsonBytes(maxBytes);
  }

  /**
   * Returns an empty sample that differs in what becomes of large integers in JSON that it reads.
   */
  public Sample withLargeIntegers(LargeIntegers other) {
    return new Sample(parametersJson, content.limit(), other);
  }

  private Sample(Sample finished) {
    this.parametersJson = finished.parametersJson;
    this.largeIntegers = finished.largeIntegers;
    this.content = finished.content.copy();
    this.metadata = finished.metadata.copy();
    this.withoutPlaces = finished.withoutPlaces.copy();
    this.isWhole = true;
    this.hasContent = true;
    this.numbersAsText = finished.numbersAsText;
  }

  /** Returns a copy of a finished sample that needs no more memory than its bytes. */
  public Sample copy() {
    if (!flushed) {
      throw new IllegalStateException("only a finished sample can be copied");
    }
    return new Sample(this);
  }

  /** Adds a field of text. */
  public Sample text(String field, String value) {
    return add(field, json -> CanonicalJson.writeText(value, json));
  }

  /** Adds a field with a whole number, of at most 2<sup>53</sup> in size. */
  public Sample integer(String field, long value) {
    return add(field, json -> CanonicalJson.writeInteger(value, json));
  }

  /** Adds a field with a finite number. */
  public Sample real(String field, double value) {
    return add(field, json -> CanonicalJson.writeReal(value, json));
  }

  /** Adds a field that is true or false. */
  public Sample flag(String field, boolean value) {
    return add(field, json -> json.writeBoolean(value));
  }

  /** Adds a field with any JSON value. */
  public Sample structure(String field, JsonNode value) {
    return add(field, json -> CanonicalJson.write(value, json));
  }

  /**
   * Reads a whole sample from JSON: one object, in any order, with an optional object {@code
   * metadata}.
   *
   * @throws InvalidSampleException if it is not such an object
   */
  public Sample json(byte[] object) throws InvalidSampleException {
    return json(object, 0, object.length);
  }

  /** Reads a whole sample as {@link #json(byte[])} does, from some of the bytes. */
  public Sample json(byte[] bytes, int from, int length) throws InvalidSampleException {
    requireNothingYet();
    if (whole().isSample(bytes, from, length, parametersJson.isPresent())) {
      return take(whole);
    }
    return json(parseObject(Arrays.copyOfRange(bytes, from, from + length)));
  }

  /**
   * Reads a record of a published dataset: a whole sample, of which {@code id}, {@code generator}
   * and {@code index}, and a {@code metadata} that is no object, become the note {@code source}. If
   * the metadata has one, that is kept in it, or in its place if the record has all three names.
   *
   * @throws InvalidSampleException if it is no JSON object
   */
  public Sample record(byte[] bytes, int from, int length) throws InvalidSampleException {
    requireNothingYet();
    if (whole().isRecord(bytes, from, length, parametersJson.isPresent())) {
      return take(whole);
    }
    return record(parseObject(Arrays.copyOfRange(bytes, from, from + length)));
  }

  /** Reads a record as {@link #record(byte[], int, int)} does. */
  public Sample record(ObjectNode fields) throws InvalidSampleException {
    return json(WholeSample.withSource(fields, parametersJson.isPresent()));
  }

  /**
   * Reads a whole sample as {@link #json(byte[])} does. The content's digest covers the bytes of
   * assets, not the places where they are stored.
   *
   * @param fields the sample; its metadata is taken out of it
   * @throws InvalidSampleException if it cannot be a sample
   */
  public Sample json(ObjectNode fields) throws InvalidSampleException {
    requireNothingYet();
    JsonNode about = fields.remove("metadata");
    if (about != null && !about.isObject()) {
      throw new InvalidSampleException("'metadata' is not a JSON object");
    }
    fields.fieldNames().forEachRemaining(Sample::refuseReserved);
    numbersAsText = largeIntegers.replaceIn(fields);
    if (about != null) {
      numbersAsText += largeIntegers.replaceIn((ObjectNode) about);
    }
    write(
        () -> {
          CanonicalJson.write(fields, contentJson);
          writeWithoutPlaces(fields);
          if (about != null) {
            for (var note : about.properties()) {
              addNote(note.getKey(), json -> CanonicalJson.write(note.getValue(), json));
            }
          }
        });
    isWhole = true;
    hasContent = !fields.isEmpty();
    return this;
  }

  /**
   * Writes the difficulty, the first entry of the metadata.
   *
   * @param level from 1 (easiest) to 10, on the scale that the generator documents
   */
  public Sample difficulty(int level) {
    if (level < 1 || level > 10) {
      throw new IllegalArgumentException("difficulty must be from 1 to 10, found " + level);
    }
    return note("difficulty", level);
  }

  /** Adds a whole number to the metadata. */
  public Sample note(String name, long value) {
    return addNote(name, json -> CanonicalJson.writeInteger(value, json));
  }

  /** Adds text to the metadata. */
  public Sample note(String name, String value) {
    return addNote(name, json -> CanonicalJson.writeText(value, json));
  }

  /** Adds any JSON to the metadata. */
  public Sample note(String name, JsonNode value) {
    return addNote(name, json -> CanonicalJson.write(value, json));
  }

  /** Returns the content in canonical form, once the sample is finished. */
  public JsonBytes content() {
    return content;
  }

  /**
   * Returns the bytes whose hash is the sample's id, once it is finished: the content in canonical
   * form, without the places of assets.
   */
  public JsonBytes hashed() {
    return withoutPlaces.size() == 0 ? content : withoutPlaces;
  }

  /** Returns the metadata, a JSON object, once the sample is finished. */
  public JsonBytes metadata() {
    return metadata;
  }

  /** Returns the number of large integers of the JSON it was read from that became text. */
  public int numbersAsText() {
    return numbersAsText;
  }

  /** Makes the sample empty, from any state. */
  public void clear() {
    withoutPlaces.clear();
    content.clear();
    metadata.clear();
    write(
        () -> {
          if (!flushed) {
            contentJson = CanonicalJson.generator(content);
            metadataJson = CanonicalJson.generator(metadata);
          }
        });
    lastField = null;
    isWhole = false;
    hasContent = false;
    flushed = false;
    broken = false;
    numbersAsText = 0;
    notes.clear();
  }

  /** Completes content and metadata, so that both can be read. */
  public void finish() throws InvalidSampleException {
    if (broken) {
      throw new InvalidSampleException("a field or note of it could not be written");
    }
    if (!hasContent) {
      throw new InvalidSampleException(
          notes.contains(WholeSample.SOURCE)
              ? "no field but %s, which records keep for themselves; 'fields' gives one another name"
                  .formatted(String.join(", ", new TreeSet<>(RESERVED)))
              : "the generator wrote nothing");
    }
    write(
        () -> {
          if (!isWhole) {
            contentJson.writeEndObject();
          }
          contentJson.flush();
          if (parametersJson.isPresent()) {
            beginNote(PARAMETERS);
            metadataJson.writeRaw(parametersJson.get());
          }
          metadataJson.writeRaw(notes.isEmpty() ? "{}" : "}");
          metadataJson.flush();
        });
    flushed = true;
  }

  private Sample add(String field, Writing value) {
    if (isWhole) {
      throw new IllegalStateException("field '" + field + "' cannot be added to a whole sample");
    }
    boolean first = lastField == null;
    if (!first && field.compareTo(lastField) <= 0) {
      throw new IllegalArgumentException(
          "field '" + field + "' is not above '" + lastField + "': names must ascend");
    }
    refuseReserved(field);
    write(
        () -> {
          if (first) {
            contentJson.writeStartObject();
          }
          CanonicalJson.writeName(field, contentJson);
          value.to(contentJson);
        });
    lastField = field;
    hasContent = true;
    return this;
  }

  private Sample addNote(String name, Writing value) {
    if (parametersJson.isPresent() && name.equals(PARAMETERS)) {
      throw new IllegalArgumentException("the metadata name 'parameters' is reserved");
    }
    if (notes.contains(name)) {
      throw new IllegalArgumentException("the metadata name '" + name + "' is used already");
    }
    write(
        () -> {
          beginNote(name);
          try {
            value.to(metadataJson);
          } catch (IOException e) {
            throw new IOException("metadata '" + name + "': " + e.getMessage(), e);
          }
        });
    return this;
  }

  private void beginNote(String name) throws IOException {
    metadataJson.writeRaw(notes.isEmpty() ? '{' : ',');
    CanonicalJson.writeText(name, metadataJson);
    metadataJson.writeRaw(':');
    notes.add(name);
  }

  private WholeSample whole() {
    if (whole == null) {
      whole = new WholeSample(largeIntegers);
    }
    return whole;
  }

  private Sample take(WholeSample read) {
    write(
        () -> {
          read.writeContent(content);
          notes.addAll(read.writeNotes(metadata));
        });
    isWhole = true;
    hasContent = !read.isEmpty();
    numbersAsText = read.numbersAsText();
    return this;
  }

  private void requireNothingYet() {
    if (lastField != null || isWhole) {
      throw new IllegalStateException("a whole sample cannot be added to one that has fields");
    }
  }

  private void writeWithoutPlaces(ObjectNode fields) throws IOException {
    Optional<ObjectNode> reduced = AssetPlaces.removed(fields);
    if (reduced.isPresent()) {
      byte[] bytes = CanonicalJson.writeBytes(reduced.get());
      withoutPlaces.write(bytes, 0, bytes.length);
    }
  }

  private static ObjectNode parseObject(byte[] json) throws InvalidSampleException {
    try {
      if (CanonicalJson.parse(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new InvalidSampleException("not valid JSON: " + CanonicalJson.problem(e), e);
    }
    throw new InvalidSampleException("not a JSON object");
  }

  private static void refuseReserved(String field) {
    if (RESERVED.contains(field)) {
      throw new IllegalArgumentException("the field name '" + field + "' is reserved");
    }
  }

  /**
   * Runs an action; if it fails, the sample stays broken even if the generator ignores the
   * exception.
   */
  private void write(Action action) {
    boolean before = broken;
    broken = true;
    try {
      action.run();
      broken = before;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @FunctionalInterface
  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }
}
