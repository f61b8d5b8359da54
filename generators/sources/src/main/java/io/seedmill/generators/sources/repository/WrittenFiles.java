package io.seedmill.generators.sources.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.cache.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that set-ups have written into a local repository, with their digests. As long as they
 * are what a set-up wrote, they do not count for the identity of a program.
 */
public final class WrittenFiles {

  private final Path file;

  public WrittenFiles(Path repository, Map<String, String> environment) {
    String name = "written-" + Digests.of(repository.toString()).substring(0, 16) + ".json";
    file = CacheFolder.of(environment).resolve("setups").resolve(name);
  }

  /** Returns the files, by their names in the repository. */
  public Map<String, String> read() throws IOException {
    Map<String, String> files = new TreeMap<>();
    if (Files.exists(file)) {
      JsonNode json = CanonicalJson.parse(Files.readAllBytes(file));
      json.properties().forEach(each -> files.put(each.getKey(), each.getValue().asText()));
    }
    return files;
  }

  /** Adds files, as they are now. */
  public void add(Map<String, String> more) throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    read().forEach(json::put);
    more.forEach(json::put);
    Path fresh = Files.createTempFile(Files.createDirectories(file.getParent()), "written", ".tmp");
    Files.writeString(fresh, CanonicalJson.write(json));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
