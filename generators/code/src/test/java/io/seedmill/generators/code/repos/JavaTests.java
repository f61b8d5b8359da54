package io.seedmill.generators.code.repos;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Compiles a Maven project without Maven, and runs its tests in this process. */
final class JavaTests {

  private JavaTests() {}

  static void run(Path project) throws IOException {
    Path classes = compile(project, "main", "");
    Path tests = compile(project, "test", classes + File.pathSeparator);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] places = {classes.toUri().toURL(), tests.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(places, before)) {
      thread.setContextClassLoader(loader);
      List<ClassSelector> found = new ArrayList<>();
      for (Path file : files(tests, "Test.class")) {
        String name = tests.relativize(file).toString().replace(File.separatorChar, '.');
        found.add(
            DiscoverySelectors.selectClass(
                loader, name.substring(0, name.length() - ".class".length())));
      }
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request().selectors(found).build();
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherFactory.create().execute(request, listener);
      assertThat(
          project + ": " + listener.getSummary().getFailures(),
          listener.getSummary().getTotalFailureCount(),
          is(0L));
      assertThat(listener.getSummary().getTestsSucceededCount(), greaterThan(0L));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Path compile(Path project, String part, String classPath) throws IOException {
    Path target = project.resolve("target/" + (part.equals("main") ? "classes" : "test-classes"));
    Files.createDirectories(target);
    List<String> options =
        List.of(
            "-Xlint:all,-processing,-path",
            "-Werror",
            "-proc:none",
            "-d",
            target.toString(),
            "-cp",
            classPath + System.getProperty("java.class.path"));
    List<Path> sources = files(project.resolve("src/" + part + "/java"), ".java");
    StringWriter out = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      boolean done =
          compiler
              .getTask(
                  out, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(out.toString(), done, is(true));
    }
    return target;
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
