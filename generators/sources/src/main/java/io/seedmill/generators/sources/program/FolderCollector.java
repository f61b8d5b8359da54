package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.Asset;
import io.seedmill.generators.json.CanonicalJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the files of a task into samples, in the natural order of their paths: {@code maze_10}
 * comes after {@code maze_9}. What is wrong with one sample is no failure of the others.
 */
final class FolderCollector implements Closeable {

  private static final Set<String> TEXTS = Set.of("txt", "md", "csv", "html", "xml", "yaml", "yml");
  private static final Pattern NUMBER_OR_TEXT = Pattern.compile("[0-9]+|[^0-9]+");

  private static final Comparator<Path> NATURAL =
      (one, other) -> compare(one.toString(), other.toString());

  private final CollectRule rule;
  private final Path output;
  private final int maxSampleBytes;
  private final List<FileRows> opened = new ArrayList<>();

  /**
   * @param maxSampleBytes the largest sample; larger texts are not read into memory
   */
  FolderCollector(CollectRule rule, Path output, int maxSampleBytes) {
    this.rule = rule;
    this.output = output;
    this.maxSampleBytes = maxSampleBytes;
  }

  /** A sample that was found, and is read in its turn. */
  @FunctionalInterface
  interface Found {

    /**
     * Reads it as JSON. An asset is named by its path.
     *
     * @throws IOException if it cannot be a sample
     */
    ObjectNode read() throws IOException;
  }

  /**
   * Finds the samples, which are read in this order.
   *
   * @throws IOException if the folder holds what no program may leave there
   */
  List<Found> find() throws IOException {
    List<Path> files = files();
    List<Found> found = new ArrayList<>();
    switch (rule.sample()) {
      case FILE -> files.forEach(file -> found.add(() -> object(file)));
      case ROW -> {
        for (Path file : rule.rowsAmong(files, output)) {
          FileRows rows = new FileRows(file, output.relativize(file).toString(), maxSampleBytes);
          opened.add(rows);
          found.addAll(Collections.nCopies(rows.count(), rows));
        }
      }
      case FOLDER ->
          by(files, Path::getParent).forEach((folder, own) -> found.add(() -> sample(folder, own)));
      case TREE -> {
        for (var tree : by(files, this::topFolder).entrySet()) {
          found.add(() -> sample(tree.getKey(), tree.getValue()));
        }
      }
    }
    return found;
  }

  private static Map<Path, List<Path>> by(List<Path> files, Function<Path, Path> folder) {
    Map<Path, List<Path>> folders = new TreeMap<>(NATURAL);
    files.forEach(
        file -> folders.computeIfAbsent(folder.apply(file), unseen -> new ArrayList<>()).add(file));
    return folders;
  }

  /** Returns the folder of the output that a file is in, however deep; or the output itself. */
  private Path topFolder(Path file) {
    Path inside = output.relativize(file);
    return inside.getNameCount() == 1 ? output : output.resolve(inside.getName(0));
  }

  /** Returns all files. */
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
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
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(NATURAL);
    return files;
  }

  /**
   * Returns the sample of a folder. A folder in it is a field, whose value has an asset for each
   * file below, by its path.
   */
  private ObjectNode sample(Path folder, List<Path> files) throws IOException {
    Map<Path, List<Path>> entries =
        by(files, file -> folder.resolve(folder.relativize(file).getName(0)));
    ObjectNode sample = JsonNodeFactory.instance.objectNode();
    if (rule.fields().isEmpty()) {
      for (var entry : entries.entrySet()) {
        String name = entry.getKey().getFileName().toString();
        boolean isFile = entry.getValue().contains(entry.getKey());
        put(sample, isFile ? name.replaceFirst("(?<=.)\\..*$", "") : name, entry);
      }
      return sample;
    }
    for (var field : rule.fields().entrySet()) {
      List<Map.Entry<Path, List<Path>>> found =
          entries.entrySet().stream()
              .filter(entry -> field.getValue().matches(entry.getKey().getFileName()))
              .toList();
      if (found.size() != 1) {
        throw new IOException(
            "found %d files for the field '%s' in '%s'; allowed: one"
                .formatted(found.size(), field.getKey(), output.relativize(folder)));
      }
      put(sample, field.getKey(), found.get(0));
    }
    return sample;
  }

  private void put(ObjectNode sample, String field, Map.Entry<Path, List<Path>> entry)
      throws IOException {
    Path path = entry.getKey();
    if (sample.has(field)) {
      throw new IOException(
          "found two files for the field '%s', one of them '%s'"
              .formatted(field, output.relativize(path)));
    }
    if (entry.getValue().contains(path)) {
      sample.set(field, value(path));
      return;
    }
    ObjectNode tree = sample.putObject(field);
    entry.getValue().forEach(file -> tree.set(path.relativize(file).toString(), asset(file)));
  }

  private JsonNode value(Path file) throws IOException {
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (ending.equals("json")) {
      return json(file);
    }
    return TEXTS.contains(ending) ? TextNode.valueOf(text(file)) : asset(file);
  }

  private static ObjectNode asset(Path file) {
    ObjectNode asset = JsonNodeFactory.instance.objectNode();
    asset.putObject(Asset.FIELD).put("path", file.toString());
    return asset;
  }

  private ObjectNode object(Path file) throws IOException {
    if (json(file) instanceof ObjectNode object) {
      return object;
    }
    throw new IOException("'%s' is not a JSON object".formatted(output.relativize(file)));
  }

  private JsonNode json(Path file) throws IOException {
    byte[] bytes = read(file);
    try {
      JsonNode json = CanonicalJson.parse(bytes);
      if (!json.isMissingNode()) {
        return json;
      }
      throw new IOException("it is empty");
    } catch (IOException e) {
      throw new IOException(
          "'%s' is not JSON: %s".formatted(output.relativize(file), CanonicalJson.problem(e)), e);
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
    int most = ProgramClient.longestLine(maxSampleBytes);
    try (InputStream in = AssetFile.open(AssetFile.find(file.toString(), List.of(output)))) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException(
            "'%s' has more bytes than the sample may have, %,d ('maxSampleBytes')"
                .formatted(output.relativize(file), maxSampleBytes));
      }
      return bytes;
    }
  }

  @Override
  public void close() throws IOException {
    for (FileRows rows : opened) {
      rows.close();
    }
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
