package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.seedmill.generators.Asset;
import io.seedmill.generators.disk.DiskForce;
import io.seedmill.generators.input.Counted;
import io.seedmill.generators.input.NearestName;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.export.GitRepository;
import io.seedmill.pipeline.export.RunArchive;
import io.seedmill.pipeline.export.SampleFiles;
import io.seedmill.pipeline.export.SampleFolder;
import io.seedmill.pipeline.run.Advance;
import io.seedmill.pipeline.run.Reason;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.AssetReport;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Writes samples as folders and git repositories. */
@Command(
    name = "export",
    description = {
      "Copies a published run out: as one file, or its samples as folders and git repositories.",
      "Samples that have files, such as those of example-repos, become a folder each, and a git"
          + " repository with the sample's history where 'git' is on the PATH.",
      "With --layout=folders, writes any samples: <domain>_task/<id>/ with a file for each field,"
          + " such as first_frame.png, final_frame.png and prompt.txt of vision-tasks.",
      "With --to=<file>.tar.gz, packs the whole run into a file: its parts, manifest, keys, dead letters"
          + " and assets. Unpacked, it is an output with this run alone."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every other option, such as --endpoint, is for S3.",
      "",
      "Examples:",
      "  seedmill export --run=out --to=repositories",
      "  seedmill export --run=out --sample=3 --to=third",
      "  seedmill export --run=out --layout=folders --to=tasks",
      "  seedmill export --run=s3://bucket/mine --to=mine.tar.gz",
      "  seedmill export --run=s3://bucket/mine/metadata/monday --to=repositories"
    })
final class ExportCommand implements Callable<Integer> {

  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8,32}");

  private static final int SHORTEST_ID = 8;

  private static final String ARCHIVE = ".tar.gz";

  /** The file that an export has in its folder while it writes there. */
  private static final String MARK = ".seedmill-export";

  private static final String REPOSITORIES = "repositories";
  private static final String FOLDERS = "folders";
  static final List<String> LAYOUTS = List.of(REPOSITORIES, FOLDERS);

  @Spec private CommandSpec command;

  @Mixin ConfigOption config;

  @Option(
      names = "--run",
      paramLabel = "<output or run>",
      defaultValue = "out",
      description =
          "An output, for its newest complete run, or <output>/metadata/<run>; default:"
              + " ${DEFAULT-VALUE}.")
  private String run;

  @Option(
      names = "--sample",
      paramLabel = "<id or number>",
      description =
          "One sample: its id, of which 8 digits are enough, or its place in the dataset, from 1 on;"
              + " default: all that have files.")
  private String sample;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "<folder or file>",
      description =
          "A folder that is empty or not there yet; each sample is a folder in it. Or a file .tar.gz"
              + " that is not there yet.")
  private String to;

  @Option(
      names = "--layout",
      paramLabel = "<layout>",
      completionCandidates = Candidates.Layouts.class,
      defaultValue = REPOSITORIES,
      description = "repositories (default), or folders with a file for each field.")
  private String layout;

  @Unmatched private List<String> storageOptions = new ArrayList<>();

  private boolean withGit;
  private long place;
  private int written;
  private int others;

  @Override
  public Integer call() throws Exception {
    if (sample != null && !NUMBER.matcher(sample).matches() && !ID.matcher(sample).matches()) {
      throw new BadInputException(
          "--sample: found '%s'; allowed: an id, 8 to 32 digits such as 0a1b2c3d, or a number from 1 on"
              .formatted(sample));
    }
    if (!LAYOUTS.contains(layout)) {
      throw new BadInputException(
          "--layout: found '%s'; allowed: %s"
              .formatted(layout, NearestName.advice(layout, LAYOUTS)));
    }
    RunnerOptions given = RunnerOptions.forStorage(command, storageOptions);
    if (to.endsWith(ARCHIVE)) {
      return pack(given);
    }
    Path target = target();
    withGit = layout.equals(REPOSITORIES) && GitRepository.isThere();
    try (PublishedRun published = PublishedRun.open("--run", run, given, command);
        Closeable mine = taken(target)) {
      published.read(line -> export(line, target, published));
    }
    if (written > 0) {
      DiskForce.tree(target);
    }
    report();
    return ExitCode.DONE;
  }

  private int pack(RunnerOptions given) throws IOException, BadInputException {
    for (String option : List.of("--sample", "--layout")) {
      if (command.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new BadInputException(
            "%s: found beside --to=%s, which takes the whole run; allowed: a folder as --to"
                .formatted(option, to));
      }
    }
    Path target = Path.of(to);
    requireFolderAbove(target);
    if (Files.exists(target)) {
      throw isThere();
    }
    try (PublishedRun published = PublishedRun.open("--run", run, given, command);
        ProgressDisplay progress = ProgressDisplay.of(command)) {
      Manifest manifest = published.manifest();
      Set<String> assets = assets(published);
      long total = manifest.parts().stream().mapToLong(FileReport::bytes).sum();
      AtomicLong done = new AtomicLong();
      List<String> names =
          new RunArchive(published.storage(), manifest)
              .write(
                  target,
                  assets,
                  bytes -> {
                    long now = done.addAndGet(bytes);
                    if (now < total) {
                      progress.update(Advance.ofBytes(now, total, "packing"));
                    }
                  });
      progress.close();
      PrintWriter out = command.commandLine().getOut();
      out.println(target);
      ResultOutput.of(command)
          .print(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("file", to)
                  .put("run", manifest.run())
                  .put("bytes", Files.size(target))
                  .put("files", names.size()));
      command
          .commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "seedmill: run '%s', %s, %s%n",
              manifest.run(),
              Counted.of(names.size(), "file"),
              Counted.of(Files.size(target), "byte"));
    } catch (FileAlreadyExistsException e) {
      throw (BadInputException) isThere().initCause(e); // another export has written it meanwhile
    }
    return ExitCode.DONE;
  }

  private BadInputException isThere() {
    return new BadInputException(
        "--to: found '%s', which is there already; allowed: a file that is not there yet"
            .formatted(to));
  }

  /** Returns the files of assets that the records name, but for those of another dataset. */
  private Set<String> assets(PublishedRun published) throws IOException, BadInputException {
    Set<String> assets = new TreeSet<>();
    AssetReport report = published.manifest().assets();
    if (report == null || report.files() == 0) {
      return assets;
    }
    published.read(
        line -> {
          JsonNode record = CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8));
          for (JsonNode asset : record.findValues(Asset.FIELD)) {
            if (asset.path("path").isTextual()) {
              assets.add(asset.get("path").textValue());
            }
          }
          return true;
        });
    if (report.absent() != null) {
      for (String asset : List.copyOf(assets)) {
        if (published.storage().size(asset).isEmpty()) {
          assets.remove(asset);
        }
      }
      command
          .commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "seedmill: %s of another dataset, not in the file%n",
              Counted.of(report.absent(), "asset"));
    }
    return assets;
  }

  private void requireFolderAbove(Path target) throws BadInputException {
    Path above = target.toAbsolutePath().getParent();
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    if (above != null && !Files.isDirectory(above)) {
      throw new BadInputException(
          "--to: found '%s', and '%s' is a file; allowed: a place in a folder"
              .formatted(to, above));
    }
  }

  private Path target() throws BadInputException {
    try {
      Path target = Path.of(to);
      requireFolderAbove(target);
      requireNothingIn(target);
      return target;
    } catch (IOException | InvalidPathException e) {
      throw new BadInputException(
          "--to: found '%s' (%s); allowed: an empty folder, or one that is not there yet"
              .formatted(to, Reason.of(e)),
          e);
    }
  }

  private void requireNothingIn(Path target) throws IOException, BadInputException {
    if (!Files.exists(target)) {
      return;
    }
    try (Stream<Path> content = Files.list(target)) {
      if (content.anyMatch(path -> !path.endsWith(MARK))) {
        throw new BadInputException(
            "--to: found '%s', which is not empty; allowed: an empty folder, or one that is not there yet"
                .formatted(to));
      }
    }
  }

  /** Takes a folder for this export alone; another one may have begun since the first look. */
  private Closeable taken(Path target) throws IOException, BadInputException {
    boolean wasThere = Files.exists(target);
    Path mark = Files.createDirectories(target).resolve(MARK);
    try {
      Files.createFile(mark);
    } catch (FileAlreadyExistsException e) {
      throw new BadInputException(
          ("--to: found '%s', into which another export writes, or one that was killed (its mark is"
                  + " %s); allowed: an empty folder, or one that is not there yet")
              .formatted(to, MARK),
          e);
    }
    Closeable end =
        () -> {
          Files.deleteIfExists(mark);
          if (written == 0 && !wasThere) {
            Storage.of(target.toString()).deleteIfEmpty("");
          }
        };
    try {
      requireNothingIn(target);
      return end;
    } catch (IOException | BadInputException e) {
      end.close();
      throw e;
    }
  }

  /** Writes the sample of a line if it is asked for; returns false if no more are. */
  private boolean export(String line, Path target, PublishedRun run)
      throws IOException, BadInputException {
    place++;
    if (isAsked(line)) {
      JsonNode record = CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8));
      if (layout.equals(FOLDERS)) {
        written(SampleFolder.write(record, target, run::open));
      } else {
        export(record, target);
      }
    }
    return sample == null || written + others == 0;
  }

  private boolean isAsked(String line) {
    if (sample == null) {
      return true;
    }
    boolean isNumber = NUMBER.matcher(sample).matches() && sample.length() < SHORTEST_ID;
    return isNumber ? place == Long.parseLong(sample) : line.startsWith("{\"id\":\"" + sample);
  }

  private void export(JsonNode record, Path target) throws IOException, BadInputException {
    Optional<SampleFiles> files;
    try {
      files = SampleFiles.of(record);
    } catch (IOException e) {
      throw new BadInputException("--run: " + e.getMessage(), e);
    }
    if (files.isEmpty()) {
      others++;
      return;
    }
    Path folder = target.resolve(files.get().folder());
    GitRepository.write(files.get(), folder, withGit);
    written(folder);
  }

  private void written(Path folder) {
    written++;
    command.commandLine().getOut().println(folder);
  }

  private void report() throws BadInputException {
    if (written == 0) {
      throw new BadInputException(
          sample != null && others == 0
              ? "--sample: found no sample '%s' in %d; allowed: an id or a number of the dataset"
                  .formatted(sample, place)
              : "--run: found no sample with files in %d; allowed: a run of a dataset such as example-repos, or for other samples --layout=folders or --to=<file>.tar.gz"
                  .formatted(others));
    }
    command
        .commandLine()
        .getErr()
        .printf(
            Locale.ROOT,
            "seedmill: %,d written%s%s%n",
            written,
            others == 0 ? "" : ", %,d without files left out".formatted(others),
            withGit || layout.equals(FOLDERS)
                ? ""
                : "; 'git' is not on the PATH, so they are folders without history");
  }
}
