package io.seedmill.pipeline.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A file system in a file of its own, whose content can be looked at as it would be after a power
 * cut: what was not forced to the disk is not there. It writes by itself every ten minutes only.
 */
public final class LoopDevice implements AutoCloseable {

  private static final String MEGABYTES = "96";

  private final Path folder;
  private final Path image;
  private final List<Path> mounted = new ArrayList<>();

  private LoopDevice(Path folder) {
    this.folder = folder;
    this.image = folder.resolve("disk.img");
  }

  /** Returns true if this machine lets this user mount a file. */
  public static boolean isPossible(Path folder) throws Exception {
    try (LoopDevice tried = new LoopDevice(Files.createDirectories(folder.resolve("tried")))) {
      return tried.make() && tried.mount(tried.image, "disk");
    } catch (IOException e) {
      return false; // a command is not installed
    }
  }

  /** Makes one, where that is possible. */
  public static LoopDevice in(Path folder) throws Exception {
    LoopDevice device = new LoopDevice(folder);
    if (!device.make() || !device.mount(device.image, "disk")) {
      throw new IOException("no file system could be mounted in " + folder);
    }
    return device;
  }

  private boolean make() throws Exception {
    return run("truncate", "-s", MEGABYTES + "M", image.toString())
        && run("mkfs.ext4", "-q", "-F", image.toString());
  }

  private boolean mount(Path file, String name) throws Exception {
    Path place = Files.createDirectories(folder.resolve(name));
    boolean done = run("mount", "-o", "loop,commit=600", file.toString(), place.toString());
    if (done) {
      mounted.add(place);
    }
    return done;
  }

  /** Returns the folder in which the file system lies. */
  public Path folder() {
    return folder.resolve("disk");
  }

  /** Returns a copy of the file system as it would be if the power went now. */
  public Path afterPowerCut() throws Exception {
    String name = "after-cut-" + mounted.size();
    Path copy = folder.resolve(name + ".img");
    if (!run("cp", "--sparse=always", image.toString(), copy.toString()) || !mount(copy, name)) {
      throw new IOException("the copy " + copy + " could not be mounted");
    }
    return folder.resolve(name);
  }

  private static boolean run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }

  @Override
  public void close() throws Exception {
    for (Path place : mounted) {
      run("umount", "--lazy", place.toString());
    }
  }
}
