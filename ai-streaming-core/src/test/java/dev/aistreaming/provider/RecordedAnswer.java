package dev.aistreaming.provider;

import dev.aistreaming.http.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An answer that somebody has had from a provider, and what others have made of it.
 *
 * @param name the provider's directory and its own
 * @param body in Latin-1, which keeps its bytes
 */
record RecordedAnswer(
        String name, ProviderType type, int status, String contentType, String body, ReadAnswer expected) {

    private static final String META = ".meta.json";

    /** Those in a directory, but for the ones of OpenAI's first protocol, which nobody speaks here. */
    static List<RecordedAnswer> in(Path recordings) {
        try (Stream<Path> files = Files.walk(recordings)) {
            List<RecordedAnswer> all = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(META))
                    .sorted()
                    .toList()) {
                RecordedAnswer answer = read(recordings, file);
                if (!answer.name.contains("legacy-completions")) {
                    all.add(answer);
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordedAnswer read(Path recordings, Path file) throws IOException {
        String path = recordings.relativize(file).toString();
        Map<String, Object> meta = JsonTree.object(path, Files.readString(file));
        Map<String, Object> response = RecordedLoop.map(meta.get("response"));
        int status = ((Number) Objects.requireNonNull(response.get("status"))).intValue();
        return new RecordedAnswer(
                path.substring(0, path.length() - META.length()),
                type(path.substring(0, path.indexOf('/')), String.valueOf(meta.get("protocol"))),
                status,
                response.get("content_type") instanceof String type ? type : "text/event-stream",
                Files.readString(recordings.resolve(String.valueOf(meta.get("file"))), StandardCharsets.ISO_8859_1),
                status == 200 ? expected(RecordedLoop.map(meta.get("expected"))) : ReadAnswer.FAILED);
    }

    private static ProviderType type(String provider, String protocol) {
        return switch (protocol) {
            case "anthropic-messages" -> ProviderType.ANTHROPIC;
            case "openai-responses" -> ProviderType.OPENAI_RESPONSES;
            case "gemini-generate-content" -> ProviderType.GEMINI;
            case "ollama-ndjson" -> ProviderType.OLLAMA;
            case "cohere-v2-chat" -> ProviderType.COHERE;
            case "bedrock-converse-stream" -> ProviderType.BEDROCK;
            default ->
                ProviderType.find(provider)
                        .filter(type -> type != ProviderType.OLLAMA)
                        .orElse(ProviderType.OPENAI);
        };
    }

    /** Of several answers to one question, the first; a refusal where there is no text; a plan for tools is reasoning. */
    private static ReadAnswer expected(Map<String, Object> told) {
        Map<String, Object> choice = told.get("choices") instanceof Map<?, ?> choices && choices.containsKey("0")
                ? RecordedLoop.map(choices.get("0"))
                : told;
        ReadAnswer answer = new ReadAnswer();
        answer.text.append(text(choice, "text").isEmpty() ? text(choice, "refusal") : text(choice, "text"));
        answer.reasoning.append(text(choice, "reasoning")).append(text(choice, "tool_plan"));
        if (choice.get("tool_calls") instanceof List<?> calls) {
            addOwn(calls, choice.get("blocks") instanceof List<?> blocks ? blocks : List.of(), answer);
        }
        answer.failed =
                told.get("error") != null || (choice.get("finish_reason") == null && told.get("terminator") == null);
        return answer;
    }

    /** Those that the application is to answer: not those that the provider runs, which its ids, kinds or results tell. */
    private static void addOwn(List<?> calls, List<?> blocks, ReadAnswer answer) {
        List<?> order = blocks.stream()
                .filter(block -> List.of("toolUse", "toolResult", "text").contains(block))
                .toList();
        List<Boolean> run = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).equals("toolUse")) {
                run.add(i + 1 < order.size() && order.get(i + 1).equals("toolResult"));
            }
        }
        for (int i = 0; i < calls.size(); i++) {
            Map<String, Object> call = RecordedLoop.map(calls.get(i));
            String id = text(call, "id");
            boolean isRun = id.startsWith("srvtoolu_")
                    || id.startsWith("mcptoolu_")
                    || text(call, "type").contains("_tool_use");
            if (!isRun && (i >= run.size() || !run.get(i))) {
                Object arguments = call.get("arguments");
                answer.add(
                        id,
                        text(call, "name"),
                        arguments instanceof Map ? RecordedLoop.json(arguments) : text(call, "arguments"));
            }
        }
    }

    private static String text(Map<String, Object> object, String name) {
        return object.get(name) instanceof String text ? text : "";
    }

    /** What the provider's mapping makes of it. */
    MappingFixture.Outcome play() {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        if (status == 200) {
            return new MappingFixture(type).contentType(contentType).play(bytes);
        }
        ErrorReader errors = new ErrorReader(
                ProviderSettings.of("test", type),
                new Asked("m", URI.create("http://localhost/v1")),
                status,
                Headers.of(Map.of("content-type", contentType)));
        return new MappingFixture.Outcome(List.of(), null, errors.read(bytes, 0, bytes.length));
    }
}
