package io.seedmill.pipeline.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A jar that users would build, compiled in the tests' JVM. */
public final class CompiledJar {

  private static final String SERVICE = "META-INF/services/io.seedmill.generators.GeneratorFactory";

  private final Path folder;
  private final List<Path> classPath = new ArrayList<>();

  /**
   * @param folder an empty folder for its classes
   */
  public CompiledJar(Path folder) {
    this.folder = folder;
  }

  /** Compiles against another jar too. */
  public CompiledJar against(Path jar) {
    classPath.add(jar);
    return this;
  }

  /** Compiles classes, by their names. */
  public CompiledJar with(Map<String, String> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
    classPath.forEach(jar -> path.append(':').append(jar));
    List<String> options =
        List.of("-proc:none", "-cp", path.toString(), "-d", folder.resolve("classes").toString());
    List<SimpleJavaFileObject> units = new ArrayList<>();
    sources.forEach((name, text) -> units.add(new Source(name, text)));
    Files.createDirectories(folder.resolve("classes"));
    if (!compiler.getTask(null, null, null, options, null, units).call()) {
      throw new AssertionError("the test's own class does not compile: " + sources.keySet());
    }
    return this;
  }

  /** Says that these classes are generators. */
  public CompiledJar offering(String... factories) throws IOException {
    Path services = folder.resolve("classes").resolve(SERVICE);
    Files.createDirectories(services.getParent());
    Files.write(services, List.of(factories));
    return this;
  }

  /** Makes a class file look as if it was made by another Java. */
  public CompiledJar ofClassVersion(String name, int version) throws IOException {
    Path file = folder.resolve("classes").resolve(name.replace('.', '/') + ".class");
    byte[] bytes = Files.readAllBytes(file);
    bytes[7] = (byte) version;
    Files.write(file, bytes);
    return this;
  }

  /** Writes the jar. */
  public Path as(Path jar) throws IOException {
    Path classes = folder.resolve("classes");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        entries.write(Files.readAllBytes(file));
      }
    }
    return jar;
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
