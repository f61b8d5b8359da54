package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.Asset;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the files of a task into samples, in the natural order of their paths: {@code maze_10}
 * comes after {@code maze_9}.
 */
final class FolderCollector {

  private static final Set<String> TEXTS = Set.of("txt", "md", "csv", "html", "xml", "yaml", "yml");
  private static final Pattern NUMBER_OR_TEXT = Pattern.compile("[0-9]+|[^0-9]+");

  private static final Comparator<Path> NATURAL =
      (one, other) -> compare(one.toString(), other.toString());

  private final CollectRule rule;
  private final Path output;

  FolderCollector(CollectRule rule, Path output) {
    this.rule = rule;
    this.output = output;
  }

  /** Returns the samples as JSON. An asset is named by its path. */
  List<ObjectNode> collect() throws IOException {
    List<ObjectNode> samples = new ArrayList<>();
    for (List<Path> files : folders().values()) {
      files.sort(NATURAL);
      if (rule.fileIsSample()) {
        for (Path file : files) {
          samples.add(object(file));
        }
      } else {
        samples.add(sample(files));
      }
    }
    return samples;
  }

  /** Returns the files of each folder. */
  private Map<Path, List<Path>> folders() throws IOException {
    TreeMap<Path, List<Path>> folders = new TreeMap<>(NATURAL);
    Files.walkFileTree(
        output,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!attributes.isRegularFile()) {
              throw new IOException(
                  "found '%s', which is %s; allowed: files"
                      .formatted(
                          output.relativize(file),
                          attributes.isSymbolicLink() ? "a link" : "no file"));
            }
            folders.computeIfAbsent(file.getParent(), unseen -> new ArrayList<>()).add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    return folders;
  }

  private ObjectNode sample(List<Path> files) throws IOException {
    ObjectNode sample = JsonNodeFactory.instance.objectNode();
    if (rule.fields().isEmpty()) {
      for (Path file : files) {
        put(sample, file.getFileName().toString().replaceFirst("(?<=.)\\..*$", ""), file);
      }
      return sample;
    }
    for (var field : rule.fields().entrySet()) {
      List<Path> found = CollectRule.matching(files, field.getValue());
      if (found.size() != 1) {
        throw new IOException(
            "found %d files for the field '%s' in '%s'; allowed: one"
                .formatted(
                    found.size(), field.getKey(), output.relativize(files.get(0).getParent())));
      }
      put(sample, field.getKey(), found.get(0));
    }
    return sample;
  }

  private void put(ObjectNode sample, String field, Path file) throws IOException {
    if (sample.has(field)) {
      throw new IOException(
          "found two files for the field '%s', one of them '%s'"
              .formatted(field, output.relativize(file)));
    }
    sample.set(field, value(file));
  }

  private JsonNode value(Path file) throws IOException {
    String name = file.getFileName().toString();
    Optional<String> mediaType = MediaTypes.ofName(name);
    if (mediaType.isPresent()) {
      ObjectNode asset = JsonNodeFactory.instance.objectNode();
      asset.putObject(Asset.FIELD).put("path", file.toString()).put("mediaType", mediaType.get());
      return asset;
    }
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (ending.equals("json")) {
      return json(file);
    }
    if (TEXTS.contains(ending)) {
      return TextNode.valueOf(text(file));
    }
    throw new IOException(
        "found '%s'; allowed: text, JSON, images, sound, video, by the ending of the name"
            .formatted(output.relativize(file)));
  }

  private ObjectNode object(Path file) throws IOException {
    if (json(file) instanceof ObjectNode object) {
      return object;
    }
    throw new IOException("'%s' is not a JSON object".formatted(output.relativize(file)));
  }

  private JsonNode json(Path file) throws IOException {
    try {
      return CanonicalJson.parse(read(file));
    } catch (IOException e) {
      throw new IOException(
          "'%s' is not JSON: %s".formatted(output.relativize(file), e.getMessage()), e);
    }
  }

  private String text(Path file) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(read(file))).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("'%s' is not UTF-8".formatted(output.relativize(file)), e);
    }
  }

  private byte[] read(Path file) throws IOException {
    return AssetFile.read(file.toString(), List.of(output));
  }

  private static int compare(String one, String other) {
    Matcher a = NUMBER_OR_TEXT.matcher(one);
    Matcher b = NUMBER_OR_TEXT.matcher(other);
    while (a.find()) {
      if (!b.find()) {
        return 1;
      }
      int order = comparePieces(a.group(), b.group());
      if (order != 0) {
        return order;
      }
    }
    return b.find() ? -1 : one.compareTo(other);
  }

  private static int comparePieces(String one, String other) {
    boolean numbers = Character.isDigit(one.charAt(0)) && Character.isDigit(other.charAt(0));
    if (!numbers) {
      return one.compareTo(other);
    }
    String a = one.replaceFirst("^0+(?=.)", "");
    String b = other.replaceFirst("^0+(?=.)", "");
    return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
  }
}
