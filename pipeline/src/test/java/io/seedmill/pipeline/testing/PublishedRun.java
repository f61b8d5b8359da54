package io.seedmill.pipeline.testing;

import io.seedmill.pipeline.cli.SeedmillCommand;
import io.seedmill.transforms.publish.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A run made through the command line, and what it left in its output folder. */
public final class PublishedRun {

  private final Path output;
  private final int exitCode;
  private final String out;
  private final String err;

  private PublishedRun(Path output, int exitCode, String out, String err) {
    this.output = output;
    this.exitCode = exitCode;
    this.out = out;
    this.err = err;
  }

  /** Runs a spec, with the DirectRunner's checks of every element switched on. */
  public static PublishedRun of(Path spec, Path output, String run, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "run", "--dataset=" + spec, "--output=" + output, "--run-id=" + run, "--again"));
    args.addAll(List.of(options));
    if (args.stream().noneMatch(arg -> arg.startsWith("--runner="))) {
      args.addAll(List.of("--enforceImmutability=true", "--enforceEncodability=true"));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        SeedmillCommand.execute(
            new PrintWriter(out), new PrintWriter(err), args.toArray(String[]::new));
    return new PublishedRun(output.resolve("metadata").resolve(run), exitCode, "" + out, "" + err);
  }

  /** A run that another program made. */
  public static PublishedRun in(Path output, String run) {
    return new PublishedRun(output.resolve("metadata").resolve(run), 0, "", "");
  }

  public int exitCode() {
    return exitCode;
  }

  public String printed() {
    return out + err;
  }

  public Manifest manifest() throws IOException {
    return Manifest.parse(Files.readString(output.resolve("manifest.json")));
  }

  public Path file(String path) {
    return output.getParent().getParent().resolve(path);
  }

  /** The keys of all samples, 32 hex digits each, in their order. */
  public List<String> keys() throws IOException {
    String all = HexFormat.of().formatHex(Files.readAllBytes(file(manifest().keys().path())));
    List<String> keys = new ArrayList<>();
    for (int at = 0; at < all.length(); at += 32) {
      keys.add(all.substring(at, at + 32));
    }
    return keys;
  }

  /** All parts, one behind the other. */
  public byte[] bytes() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Manifest.FileReport part : manifest().parts()) {
      all.writeBytes(Files.readAllBytes(file(part.path())));
    }
    return all.toByteArray();
  }
}
