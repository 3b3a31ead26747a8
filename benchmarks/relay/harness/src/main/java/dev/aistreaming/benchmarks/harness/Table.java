package dev.aistreaming.benchmarks.harness;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** All results, and the table of them. */
final class Table {

    private final Map<String, Map<Stage, List<Fields>>> results = new LinkedHashMap<>();

    /** A column: the figures of a stage, divided by something. */
    private record Column(String heading, Stage stage, String field, double divisor, int digits) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("CPU us/token, 200 x 50/s", Stage.PACED200, "cpu", 1, 1),
            new Column("delay p50 ms", Stage.PACED200, "p50", 1_000, 2),
            new Column("delay p99 ms", Stage.PACED200, "p99", 1_000, 2),
            new Column("CPU us/token, 1,000 x 50/s", Stage.PACED1000, "cpu", 1, 1),
            new Column("tokens/s of 50,000", Stage.PACED1000, "rate", 1, 0),
            new Column("delay p50 ms", Stage.PACED1000, "p50", 1_000, 2),
            new Column("delay p99 ms", Stage.PACED1000, "p99", 1_000, 2),
            new Column("delay p50 ms beside 50 stalled browsers", Stage.STALLED200, "p50", 1_000, 2),
            new Column("delay p99 ms beside 50 stalled browsers", Stage.STALLED200, "p99", 1_000, 2),
            new Column("CPU us/token", Stage.STALLED200, "cpu", 1, 1),
            new Column("tokens/s at most, 64 streams", Stage.UNPACED64, "rate", 1, 0),
            new Column("CPU us/token at most", Stage.UNPACED64, "cpu", 1, 1),
            new Column("1,000 open: RSS MB", Stage.OPEN1000, "rss", 1, 0),
            new Column("live heap MB", Stage.OPEN1000, "heap", 1, 0),
            new Column("threads", Stage.OPEN1000, "threads", 1, 0),
            new Column("tokens/s of 2,000", Stage.OPEN1000, "rate", 1, 0),
            new Column("10,000 open: RSS MB", Stage.OPEN10000, "rss", 1, 0),
            new Column("live heap MB", Stage.OPEN10000, "heap", 1, 0),
            new Column("threads", Stage.OPEN10000, "threads", 1, 0),
            new Column("tokens/s of 20,000", Stage.OPEN10000, "rate", 1, 0),
            new Column("provider's calls that ran on after 100 browsers left", Stage.LEAVE, "ranon", 1, 0));

    void add(String relay, Stage stage, Fields result) {
        results.computeIfAbsent(relay, name -> new EnumMap<>(Stage.class))
                .computeIfAbsent(stage, name -> new ArrayList<>())
                .add(result);
    }

    @Override
    public String toString() {
        List<Column> columns = COLUMNS.stream()
                .filter(column -> results.values().stream().anyMatch(stages -> stages.containsKey(column.stage())))
                .toList();
        StringBuilder table = new StringBuilder("| relay |");
        columns.forEach(column -> table.append(' ').append(column.heading()).append(" |"));
        table.append(" correct text |\n")
                .append("|---".repeat(columns.size() + 2))
                .append("|\n");
        results.forEach((relay, stages) -> {
            table.append("| ").append(relay).append(" |");
            for (Column column : columns) {
                table.append(' ')
                        .append(cell(stages.getOrDefault(column.stage(), List.of()), column))
                        .append(" |");
            }
            table.append(' ').append(correct(stages)).append(" |\n");
        });
        return table.toString();
    }

    /** The median, with the least and the most where they differ. */
    private static String cell(List<Fields> rounds, Column column) {
        List<String> figures = rounds.stream()
                .map(round -> round.numberOrNull(column.field()))
                .filter(Objects::nonNull)
                .sorted()
                .map(figure -> String.format(Locale.ROOT, "%,." + column.digits() + "f", figure / column.divisor()))
                .toList();
        if (figures.isEmpty()) {
            return "-";
        }
        String least = figures.get(0);
        String most = figures.get(figures.size() - 1);
        String median = figures.get(figures.size() / 2);
        return least.equals(most) ? median : median + " [" + least + " - " + most + "]";
    }

    private static String correct(Map<Stage, List<Fields>> stages) {
        double right = sum(stages, "right");
        double wrong = sum(stages, "wrong");
        String failures = sum(stages, "failed") == 0
                ? ""
                : String.format(Locale.ROOT, "; %.0f requests failed: %s", sum(stages, "failed"), reasons(stages));
        if (right + wrong == 0) {
            return "-" + failures;
        }
        return (wrong == 0 ? "yes" : String.format(Locale.ROOT, "no: %.0f of %.0f", wrong, right + wrong)) + failures;
    }

    private static double sum(Map<Stage, List<Fields>> stages, String field) {
        return stages.values().stream()
                .flatMap(List::stream)
                .map(round -> round.numberOrNull(field))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private static String reasons(Map<Stage, List<Fields>> stages) {
        return stages.values().stream()
                .flatMap(List::stream)
                .filter(round -> round.has("why"))
                .map(round -> round.text("why").replace('_', ' '))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
