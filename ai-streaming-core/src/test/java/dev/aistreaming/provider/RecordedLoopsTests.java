package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolLimits;
import dev.aistreaming.tool.ToolLoopProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Conversations that others have had with providers are had again, with a stand-in that answers as the provider did: what goes out
 * must mean what the provider was sent then. They lie in the directory that the system property {@code wire.recordings} names.
 */
@Tag("recorded")
class RecordedLoopsTests {

    /**
     * Who answers.
     *
     * @param recordings how the names of the recordings begin
     * @param url which vendor it is taken for; nothing is sent there
     */
    private record Vendor(String recordings, ProviderType type, String url) {
        ProviderSettings settings() {
            return ProviderSettings.of("recorded", type)
                    .withBaseUrl(URI.create(url))
                    .withApiKey("k")
                    .withModel("m-1");
        }
    }

    /** The last one whose name fits counts. */
    private static final List<Vendor> VENDORS = List.of(
            new Vendor("openai/", ProviderType.OPENAI, "http://api.openai.com/v1"),
            new Vendor("openai-responses/", ProviderType.OPENAI_RESPONSES, "http://api.openai.com/v1"),
            new Vendor("openai-responses/loop-via-deepseek-", ProviderType.OPENAI_RESPONSES, "http://api.deepseek.com"),
            new Vendor("openai-responses/loop-via-xai-", ProviderType.OPENAI_RESPONSES, "http://api.x.ai/v1"),
            new Vendor("azure-openai/", ProviderType.AZURE_OPENAI, "http://mine.services.ai.azure.com/models"),
            new Vendor("anthropic/", ProviderType.ANTHROPIC, "http://api.anthropic.com"),
            new Vendor("groq/", ProviderType.GROQ, "http://api.groq.com/openai/v1"),
            new Vendor("mistral/", ProviderType.MISTRAL, "http://api.mistral.ai/v1"),
            new Vendor("deepseek/", ProviderType.DEEPSEEK, "http://api.deepseek.com"),
            new Vendor("openrouter/", ProviderType.OPENROUTER, "http://openrouter.ai/api/v1"),
            new Vendor("compat/", ProviderType.OPENAI, "http://gateway.example/v1"),
            new Vendor("xai/", ProviderType.XAI, "http://api.x.ai/v1"),
            new Vendor("perplexity/", ProviderType.PERPLEXITY, "http://api.perplexity.ai"),
            new Vendor("vllm/", ProviderType.VLLM, "http://vllm.example/v1"),
            new Vendor("llamacpp/", ProviderType.LLAMACPP, "http://llama.example/v1"),
            new Vendor("gemini/", ProviderType.GEMINI, "http://generativelanguage.googleapis.com/v1beta"),
            new Vendor("cohere/", ProviderType.COHERE, "http://api.cohere.com"),
            new Vendor("ollama/loop-v1-", ProviderType.OPENAI, "http://ollama.example/v1"),
            new Vendor("ollama/loop-one-tool", ProviderType.OLLAMA, "http://localhost:11434"),
            new Vendor("ollama/loop-thinking-tool", ProviderType.OLLAMA, "http://localhost:11434"),
            new Vendor("bedrock/", ProviderType.BEDROCK, "http://bedrock-runtime.us-east-1.amazonaws.com"));

    /** Where what goes out differs on purpose, and why. */
    private static final Map<String, String> DIFFERENT = Map.ofEntries(
            Map.entry(
                    "anthropic/loop-two-calls-no-arguments",
                    "a text of blanks is left out: the API refuses one from others, and nobody misses it"),
            Map.entry(
                    "compat/loop-vercel-gateway-gemini3",
                    "all details of the reasoning go back as they came; that client kept the encrypted one only"),
            Map.entry(
                    "deepseek/loop-reasoning-content-sent-back",
                    "that client repeats the number that a call has in the stream, which no server asks for"),
            Map.entry(
                    "deepseek/loop-two-turns",
                    "reasoning goes back with each turn that calls, if only an empty one: while it thinks, the server refuses others"),
            Map.entry(
                    "gemini/loop-no-arguments-thought-signature",
                    "a call that came without an id goes back without one; that client makes one up"),
            Map.entry(
                    "ollama/loop-v1-no-arguments",
                    "reasoning goes back in the field it came in; that client sends it under a second name, too"),
            Map.entry(
                    "openai-responses/loop-no-arguments-three-steps",
                    "ids of calls go back as they came, though they come again in later responses; that client puts the id of the response before each"),
            Map.entry(
                    "openai-responses/loop-parallel-two-tools",
                    "the instruction has the role system, which all servers of the protocol know; that client says developer"),
            Map.entry(
                    "openrouter/loop-anthropic-thinking",
                    "the details of the reasoning have its text; that client sends the text beside them once more"),
            Map.entry(
                    "openrouter/loop-encrypted-reasoning",
                    "all details of the reasoning go back as they came; that client loses the format"));

    @AutoClose("shutdownNow")
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AutoClose
    private final Threads threads = new Threads(workers);

    @TestFactory
    Stream<DynamicTest> sendsWhatTheProviderWasSent() {
        Path recordings = Path.of(Objects.requireNonNull(
                System.getProperty("wire.recordings"), "the system property wire.recordings is not set"));
        Map<Path, Vendor> loops = new LinkedHashMap<>();
        for (Path directory : RecordedLoop.directories(recordings)) {
            VENDORS.stream()
                    .filter(vendor -> RecordedLoop.name(directory).startsWith(vendor.recordings()))
                    .forEach(vendor -> loops.put(directory, vendor));
        }
        assertThat(loops.keySet().stream().map(RecordedLoop::name)).containsAll(DIFFERENT.keySet());
        return loops.entrySet().stream()
                .map(loop -> DynamicTest.dynamicTest(
                        RecordedLoop.name(loop.getKey()),
                        () -> check(RecordedLoop.read(loop.getKey()), loop.getValue())));
    }

    private void check(RecordedLoop loop, Vendor vendor) {
        List<List<Object>> sent = play(loop, vendor).stream()
                .map(body -> RequestMeaning.conversation(JsonTree.object("request", body)))
                .toList();
        List<List<Object>> recorded = loop.steps().stream()
                .map(step -> RequestMeaning.conversation(step.request()))
                .toList();
        String why = DIFFERENT.get(loop.name());
        if (why == null) {
            assertThat(sent).isEqualTo(recorded);
        } else {
            assertThat(sent)
                    .as("no longer different: " + why)
                    .hasSameSizeAs(recorded)
                    .isNotEqualTo(recorded);
        }
    }

    /** The bodies of all requests. */
    private List<String> play(RecordedLoop loop, Vendor vendor) {
        List<RecordedLoop.Step> steps = loop.steps();
        List<String> bodies = Collections.synchronizedList(new ArrayList<>());
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    RecordedLoop.Step step = steps.get(bodies.size());
                    bodies.add(connection.request().body());
                    connection.head(200, step.contentType());
                    connection.chunk(step.answer().getBytes(StandardCharsets.ISO_8859_1));
                    connection.end();
                });
                HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS.withProxy(proxy(server)), workers)) {
            ToolLoopProvider provider = new ToolLoopProvider(
                    new HttpChatProvider(vendor.settings(), transport),
                    tools(loop).stream()
                            .filter(tool -> isRun(tool, loop))
                            .map(tool -> LocalTool.ofParts(
                                    tool,
                                    (arguments, context) ->
                                            RecordedResult.of(steps.get(bodies.size()), context.call())))
                            .toList(),
                    ToolLimits.DEFAULTS,
                    threads);
            ChatRequest.Builder request = ChatRequest.builder();
            tools(loop).stream().filter(tool -> !isRun(tool, loop)).forEach(request::tool);
            while (bodies.size() < steps.size()) {
                ask(request, steps.get(bodies.size()));
                RecordingListener listener = new RecordingListener();
                provider.newCall(request.build()).start(listener);
                ChatResponse response = listener.response();
                request.messages(response.messages());
            }
        }
        return bodies;
    }

    private static ProxySelector proxy(ScriptedServer server) {
        return ProxySelector.of(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.url().getPort()));
    }

    /** What people have said, of what the conversation has more now. */
    private static void ask(ChatRequest.Builder request, RecordedLoop.Step step) {
        assertThat(step.results()).as("a question brings no results").isEmpty();
        Map<String, Object> asked = new LinkedHashMap<>(step.request());
        asked.keySet().removeIf(Set.of("messages", "input", "contents")::contains);
        asked.put("messages", step.added());
        for (Object message : RequestMeaning.conversation(asked)) {
            Map<String, Object> members = RecordedLoop.map(message);
            Object text = members.getOrDefault("content", members.get("parts"));
            switch (String.valueOf(members.get("role"))) {
                case "system", "developer" -> request.system((String) text);
                case "user" -> request.prompt((String) Objects.requireNonNull(text));
                default -> {} // the model's own words
            }
        }
    }

    /** A tool of which nobody was told a result ended the recorded loop. */
    private static boolean isRun(Tool tool, RecordedLoop loop) {
        String called = loop.steps().stream()
                .skip(1)
                .map(step -> String.valueOf(RequestMeaning.conversation(step.request())))
                .collect(Collectors.joining());
        return called.contains("name=" + tool.name() + ",") || called.contains("name=" + tool.name() + "}");
    }

    private static List<Tool> tools(RecordedLoop loop) {
        List<Tool> tools = new ArrayList<>();
        collect(loop.tools(), tools);
        return tools;
    }

    /** Declarations, at whatever depth a protocol has them. */
    private static void collect(Object declared, List<Tool> tools) {
        if (declared instanceof List<?> all) {
            all.forEach(tool -> collect(tool, tools));
        } else if (declared instanceof Map<?, ?> members) {
            if (members.get("name") instanceof String name) {
                tools.add(new Tool(
                        name,
                        members.get("description") instanceof String text && !text.isBlank() ? text : null,
                        schema(members)));
            } else {
                members.values().forEach(value -> collect(value, tools));
            }
        }
    }

    private static String schema(Map<?, ?> declaration) {
        if (declaration.get("inputSchema") instanceof Map<?, ?> schemas) {
            return RecordedLoop.json(RecordedLoop.map(schemas.get("json")));
        }
        for (String name : List.of("parameters", "input_schema", "parametersJsonSchema", "parameters_json_schema")) {
            if (declaration.get(name) instanceof Map<?, ?> schema) {
                return RecordedLoop.json(schema);
            }
        }
        return Tool.NO_PARAMETERS;
    }
}
