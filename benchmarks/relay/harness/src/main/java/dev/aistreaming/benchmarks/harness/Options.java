package dev.aistreaming.benchmarks.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The command line.
 *
 * @param relays in this order
 * @param stages in this order
 * @param rounds how often every relay is started and measured
 * @param seconds how long each stage is measured; 0: as long as it should be
 * @param relayOptions settings for all relays that are Spring applications
 */
record Options(List<String> relays, List<Stage> stages, int rounds, int seconds, List<String> relayOptions) {

    static final String USAGE = """
            usage: benchmarks/run [--relays a,b] [--stages a,b] [--rounds N] [--seconds N] [--relay-option key=value]...
              relays: %s (the first five and, where it is installed, nginx, unless told otherwise)
              stages: paced200, paced1000, unpaced64, open1000, open10000, leave
            """.formatted(String.join(", ", Relay.NAMES));

    static Options parse(String[] args) {
        List<String> relays = Relay.usual();
        List<Stage> stages = Stage.all();
        int rounds = 3;
        int seconds = 0;
        List<String> relayOptions = new ArrayList<>();
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--relays" -> relays = list(value);
                case "--stages" -> stages = list(value).stream().map(Stage::of).toList();
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--seconds" -> seconds = Integer.parseInt(value);
                case "--relay-option" -> relayOptions.add("--" + value);
                default -> throw new IllegalArgumentException(args[i] + " is not known");
            }
        }
        for (String relay : relays) {
            if (!Relay.NAMES.contains(relay)) {
                throw new IllegalArgumentException("there is no relay " + relay);
            }
        }
        return new Options(relays, stages, rounds, seconds, relayOptions);
    }

    private static List<String> list(String value) {
        return Arrays.asList(value.split(",", -1));
    }
}
