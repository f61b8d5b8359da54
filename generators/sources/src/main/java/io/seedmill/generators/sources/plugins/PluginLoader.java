package io.seedmill.generators.sources.plugins;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.WorkspaceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Loads the generators of jars into the catalogue. The jars see Seedmill's classes and each
 * other's.
 *
 * <p>A process loads the same jars once, from its own copies, so that a rebuilt jar does not
 * disturb a run.
 */
public final class PluginLoader {

  private static final int BUFFER_BYTES = 1 << 16;

  private static final Map<List<String>, Catalogue> LOADED = new HashMap<>();

  private PluginLoader() {}

  /**
   * Returns the catalogue with the generators of the jars.
   *
   * @param inputs reads them
   * @throws IOException if one cannot be read, or is no longer what it was
   * @throws UnusablePluginException if no generator is in them, or one that cannot be used
   */
  public static Catalogue load(List<PluginJar> jars, InputFiles inputs)
      throws IOException, UnusablePluginException {
    if (jars.isEmpty()) {
      return Catalogue.load();
    }
    List<String> key = jars.stream().map(PluginJar::sha256).sorted().toList();
    synchronized (LOADED) {
      Catalogue loaded = LOADED.get(key);
      if (loaded == null) {
        loaded = loadedNow(jars, inputs);
        LOADED.put(key, loaded);
      }
      return loaded;
    }
  }

  private static Catalogue loadedNow(List<PluginJar> jars, InputFiles inputs)
      throws IOException, UnusablePluginException {
    Path folder = newFolder();
    folder.toFile().deleteOnExit();
    List<URL> copies = new ArrayList<>();
    for (PluginJar jar : jars) {
      Path copy = folder.resolve(copies.size() + "-" + jar.name());
      copy.toFile().deleteOnExit();
      copy(jar, inputs, copy);
      requireJar(jar, copy);
      copies.add(copy.toUri().toURL());
    }
    ClassLoader program = GeneratorFactory.class.getClassLoader();
    URLClassLoader loader = new URLClassLoader("plugins", copies.toArray(URL[]::new), program);
    try {
      return new PluginCheck(loader).catalogue();
    } catch (UnusablePluginException e) {
      loader.close();
      throw e;
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("seedmill-plugins-");
    } catch (IOException e) {
      throw noFolder(e);
    }
  }

  private static WorkspaceException noFolder(IOException cause) {
    return new WorkspaceException(
        "plugins cannot be copied into the temporary folder %s (another one:"
                .formatted(System.getProperty("java.io.tmpdir"))
            + " SEEDMILL_JAVA_OPTS=-Djava.io.tmpdir=<folder>)",
        cause);
  }

  private static void copy(PluginJar jar, InputFiles inputs, Path target) throws IOException {
    MessageDigest digest = PluginJar.newDigest();
    try (InputStream in = new DigestInputStream(inputs.open(jar.place(), 0, jar.bytes()), digest)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          write(out, buffer, read);
        }
      }
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(jar.sha256())) {
      throw new IOException("'%s' is not the jar with which the run began".formatted(jar.place()));
    }
  }

  /** Tells an error of the copy from one of what is copied. */
  private static void write(OutputStream out, byte[] buffer, int length) {
    try {
      out.write(buffer, 0, length);
    } catch (IOException e) {
      throw noFolder(e);
    }
  }

  private static void requireJar(PluginJar jar, Path copy)
      throws IOException, UnusablePluginException {
    try (ZipFile zip = new ZipFile(copy.toFile())) {
      zip.size();
    } catch (ZipException e) {
      throw new UnusablePluginException(
          "of which '" + jar.name() + "' is no jar", "jars, or a folder of them", e);
    }
  }
}
