package dev.aistreaming.observation;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.OneLine;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.guard.Guard;
import dev.aistreaming.guard.GuardAction;
import dev.aistreaming.pipeline.HedgeObserver;
import dev.aistreaming.provider.ProviderType;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Defines the names and attributes of all spans and metrics of calls. They follow version 1.41 of OpenTelemetry's semantic
 * conventions for generative AI, which are still in development and subject to renaming. Extend this class to use other names, or
 * to record more or less.
 *
 * <p>Attributes of metrics have a bounded set of values; unknown ones are left out. Methods are called from within callbacks of a
 * call, so they must not block, and must be thread-safe.
 */
public class GenAiConvention {

    private static final String OPERATION = "chat";

    private static final List<Duration> DURATION_BUCKETS = LongStream.of(
                    10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10240, 20480, 40960, 81920)
            .mapToObj(Duration::ofMillis)
            .toList();

    private static final List<Double> TOKEN_BUCKETS =
            DoubleStream.iterate(1, limit -> limit * 4).limit(14).boxed().toList();

    /** The name of the observation of a call. Micrometer also creates a timer of that name. */
    public String observation() {
        return "gen_ai.client.operation";
    }

    /** The name of a call's span. */
    public String span(ChatOperation operation) {
        String model = operation.requestModel();
        return model == null ? OPERATION : OPERATION + " " + OneLine.of(model);
    }

    /** Attributes that are used for both spans and metrics. */
    public KeyValues lowCardinalityAttributes(ChatOperation operation) {
        return durationAttributes(operation);
    }

    /** Attributes that are used for spans only. They override low-cardinality attributes of the same name. */
    public KeyValues highCardinalityAttributes(ChatOperation operation) {
        KeyValues attributes = KeyValues.of("gen_ai.request.stream", "true");
        attributes = and(attributes, "gen_ai.request.model", operation.requestModel());
        attributes = and(attributes, "gen_ai.response.model", operation.responseModel());
        attributes = and(
                attributes, "gen_ai.request.temperature", operation.request().temperature());
        attributes = and(attributes, "gen_ai.request.top_p", operation.request().topP());
        attributes =
                and(attributes, "gen_ai.request.max_tokens", operation.request().maxTokens());
        attributes = and(attributes, "gen_ai.request.seed", operation.request().seed());
        attributes = and(attributes, "gen_ai.response.time_to_first_chunk", inSeconds(operation.timeToFirstChunk()));
        ChatResponse response = operation.response();
        if (response != null) {
            attributes = and(attributes, "gen_ai.response.id", response.id());
            attributes = and(
                    attributes,
                    "gen_ai.response.finish_reasons",
                    "[\"" + response.finishReason().wireName() + "\"]");
        }
        return andUsage(attributes, operation.usage());
    }

    private static KeyValues andUsage(KeyValues attributes, Usage usage) {
        attributes = and(attributes, "gen_ai.usage.input_tokens", usage.inputTokens());
        attributes = and(attributes, "gen_ai.usage.output_tokens", usage.outputTokens());
        attributes = and(attributes, "gen_ai.usage.cache_read.input_tokens", usage.cacheReadTokens());
        attributes = and(attributes, "gen_ai.usage.cache_creation.input_tokens", usage.cacheWriteTokens());
        attributes = and(attributes, "gen_ai.usage.reasoning.output_tokens", usage.reasoningTokens());
        return and(attributes, "ai.streaming.usage.estimated", usage.estimated() ? "true" : null);
    }

    /** Span attributes with the content of requests and answers, for applications that enable them. */
    public KeyValues contentAttributes(MessageContent content) {
        KeyValues attributes = KeyValues.of("gen_ai.input.messages", content.input());
        attributes = andWhole(attributes, "gen_ai.system_instructions", content.systemInstructions());
        return andWhole(attributes, "gen_ai.output.messages", content.output());
    }

    /** The name of the timer for complete calls. */
    public String durationMeter() {
        return "gen_ai.client.operation.duration";
    }

    /** The name of the timer from the start of a call to the first piece of its answer. */
    public String timeToFirstChunkMeter() {
        return "gen_ai.client.operation.time_to_first_chunk";
    }

    /** The name of the timer from one piece of an answer to the next. */
    public String timePerOutputChunkMeter() {
        return "gen_ai.client.operation.time_per_output_chunk";
    }

    /** The name of the distribution of tokens per call, as reported by the provider. */
    public String tokenUsageMeter() {
        return "gen_ai.client.token.usage";
    }

    /** The name of the distribution of tokens per call, where they are estimated. */
    public String estimatedTokensMeter() {
        return "ai.streaming.tokens.estimated";
    }

    /** The name of the counter of retries. */
    public String retriesMeter() {
        return "ai.streaming.retries";
    }

    /** The name of the counter of calls that another provider took over. */
    public String fallbacksMeter() {
        return "ai.streaming.fallbacks";
    }

    /** The name of the counter of calls that were also sent to a second provider because the first was slow. */
    public String hedgesMeter() {
        return "ai.streaming.hedges";
    }

    /** The name of the counter of findings of guards. */
    public String guardsMeter() {
        return "ai.streaming.guards";
    }

    /** The attributes of a guard's finding, which never include the text. */
    public KeyValues guardAttributes(String guard, Guard.Place place, GuardAction action) {
        return KeyValues.of("guard", guard, "on", place.wireName(), "action", action.wireName());
    }

    /** The upper bounds of the histogram buckets of all timers. */
    public List<Duration> durationBuckets() {
        return DURATION_BUCKETS;
    }

    /** The upper bounds of the histogram buckets of token counts. */
    public List<Double> tokenBuckets() {
        return TOKEN_BUCKETS;
    }

    /** The attributes of the timers for pieces of an answer. */
    public KeyValues meterAttributes(ChatOperation operation) {
        ProviderIdentity provider = operation.provider();
        KeyValues attributes = KeyValues.of(
                KeyValue.of("gen_ai.operation.name", OPERATION),
                KeyValue.of("gen_ai.provider.name", providerName(provider)));
        attributes = and(attributes, "gen_ai.request.model", operation.meteredRequestModel());
        attributes = and(attributes, "gen_ai.response.model", operation.meteredResponseModel());
        attributes = and(attributes, "server.address", provider.serverAddress());
        return and(attributes, "server.port", provider.serverPort());
    }

    /** The attributes of the timer for complete calls. */
    public KeyValues durationAttributes(ChatOperation operation) {
        return and(meterAttributes(operation), "error.type", errorType(operation));
    }

    /** The attributes of input tokens. */
    public KeyValues inputTokenAttributes(ChatOperation operation) {
        return meterAttributes(operation).and("gen_ai.token.type", "input");
    }

    /** The attributes of output tokens. */
    public KeyValues outputTokenAttributes(ChatOperation operation) {
        return meterAttributes(operation).and("gen_ai.token.type", "output");
    }

    /** The attributes of a retry. */
    public KeyValues retryAttributes(Restart restart) {
        return KeyValues.of(
                "provider", restart.failed(), "code", restart.cause().code().wireName());
    }

    /** The attributes of a fallback; {@code begun} tells whether part of the answer had been delivered. */
    public KeyValues fallbackAttributes(Restart restart) {
        return retryAttributes(restart).and("fallback", restart.next(), "begun", Boolean.toString(restart.delivered()));
    }

    /** The attributes of a call that was sent to two providers. */
    public KeyValues hedgeAttributes(HedgeObserver.Hedge hedge) {
        String winner = hedge.winner();
        return KeyValues.of(
                "provider",
                hedge.first(),
                "hedge",
                hedge.second(),
                "winner",
                winner == null ? "none" : winner,
                "loser",
                hedge.cancelled() ? "cancelled" : "failed");
    }

    /** OpenTelemetry's name for a provider. */
    protected String providerName(ProviderIdentity provider) {
        return ProviderType.find(provider.type())
                .map(ProviderType::conventionalName)
                .orElse(provider.type());
    }

    /** The error that ended a call, or {@code null} if there was none; {@code cancelled} for a cancelled call. */
    protected @Nullable String errorType(ChatOperation operation) {
        return operation.error() == null ? null : operation.error().code().wireName();
    }

    /** Whether a span is marked as failed. A cancellation is not a failure. */
    protected boolean isFailure(ErrorCode code) {
        return code != ErrorCode.CANCELLED;
    }

    private static @Nullable Double inSeconds(@Nullable Duration time) {
        return time == null ? null : time.toNanos() / 1e9;
    }

    /** Values that users or providers can choose, such as models and ids, are reduced to a single line. */
    private static KeyValues and(KeyValues attributes, String name, @Nullable Object value) {
        return andWhole(attributes, name, value == null ? null : OneLine.of(value.toString()));
    }

    private static KeyValues andWhole(KeyValues attributes, String name, @Nullable String value) {
        return value == null ? attributes : attributes.and(name, value);
    }
}
