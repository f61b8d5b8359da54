package io.seedmill.pipeline;

import io.seedmill.pipeline.cli.SeedmillCommand;
import java.util.ArrayList;
import java.util.List;

/**
 * The program as {@code mvn exec:java} starts it: {@code run}, with every option that Maven was
 * given as a property ({@code -Dsamples=1000}), and then what {@code -Dexec.args} says.
 */
public final class SeedmillForMaven {

  private SeedmillForMaven() {}

  public static void main(String[] args) {
    boolean names = args.length > 0 && !args[0].startsWith("-");
    List<String> all = new ArrayList<>();
    all.add(names ? args[0] : "run");
    if (all.get(0).equals("run")) {
      for (String option : SeedmillCommand.runOptions()) {
        String value = System.getProperty(option);
        if (value != null) {
          all.add("--" + option + "=" + value);
        }
      }
    }
    all.addAll(List.of(args).subList(names ? 1 : 0, args.length));
    Seedmill.main(all.toArray(String[]::new));
  }
}
