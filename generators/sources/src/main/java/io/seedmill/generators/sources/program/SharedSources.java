package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.UnusableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The files that programs count, read once for all cells of a plan: a folder is walked once however
 * many cells have their program in it, so they also have the same version of it.
 */
final class SharedSources {

  /** The files of each running command, by the object through which it reads files. */
  private static final Map<InputFiles, SharedSources> OF_COMMANDS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final ConcurrentMap<List<Object>, FutureTask<ProgramSources>> read =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<List<Object>, FutureTask<Counted>> counted =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<Path, FutureTask<String>> digests = new ConcurrentHashMap<>();

  /**
   * The files of a program.
   *
   * @param identity their number and digest, without those that its command names
   * @param files all of them, as absolute paths
   * @param planned what a worker compares them with
   */
  record Counted(ObjectNode identity, List<Path> files, String planned) {

    /**
     * Counts files.
     *
     * @param digests the files that a worker compares
     */
    static Counted of(ProgramSources sources, List<Path> files, Map<String, String> digests) {
      ObjectNode identity = JsonNodeFactory.instance.objectNode();
      sources.addTo(identity);
      return new Counted(identity, List.copyOf(files), PlannedSources.text(digests));
    }

    void addTo(ObjectNode whole, ObjectNode place) {
      whole.setAll(identity);
      PlannedSources.addTo(place, planned);
    }
  }

  private SharedSources() {}

  static SharedSources of(Preparation at) {
    return OF_COMMANDS.computeIfAbsent(at.inputs(), unseen -> new SharedSources());
  }

  /** Returns the files that match patterns, relative to a folder. */
  ProgramSources named(List<String> patterns, Path folder) throws IOException, UnusableException {
    return once(read, List.of(folder, patterns), () -> ProgramSources.named(patterns, folder));
  }

  /**
   * Returns the code in a folder, and below, and what it names.
   *
   * @param python where the program finds other modules
   */
  ProgramSources in(Path folder, PythonPath python) throws IOException, UnusableException {
    ProgramSources code = once(read, List.of(folder), () -> ProgramSources.in(folder));
    return once(read, List.of(code, python), () -> code.withNamed(List.of(), python));
  }

  /** Returns the code beside a script, and below, and what it names, without the script. */
  ProgramSources beside(Path script, PythonPath python) throws IOException, UnusableException {
    ProgramSources all = in(script.getParent(), python);
    return once(
        read, List.of(all, script), () -> all.withNamed(List.of(script), python).without(script));
  }

  /**
   * Returns what files come to.
   *
   * @param key all that it depends on
   */
  Counted counted(List<Object> key, Callable<Counted> count) throws IOException, UnusableException {
    return once(counted, key, count);
  }

  /** Returns the digest of a file. */
  String digest(Path file) throws IOException, UnusableException {
    return once(digests, file, () -> FileDigests.read(file));
  }

  private static <K, V> V once(ConcurrentMap<K, FutureTask<V>> known, K key, Callable<V> reading)
      throws IOException, UnusableException {
    FutureTask<V> task = known.computeIfAbsent(key, unseen -> new FutureTask<>(reading));
    task.run(); // the first time only
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnusableException unusable) {
        throw unusable;
      }
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }
}
