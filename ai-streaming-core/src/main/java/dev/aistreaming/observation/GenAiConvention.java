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
 * Every name and attribute of the spans and meters of calls: those of OpenTelemetry's semantic conventions for generative AI,
 * version 1.41, which are in development and being renamed. Extend it to record under other names, or more, or less.
 *
 * <p>Attributes of meters come from a bounded set of values; what is not known is left out. Called while callbacks of a call
 * run: must not block, and must be safe for use by many threads.
 */
public class GenAiConvention {

    private static final String OPERATION = "chat";

    private static final List<Duration> DURATION_BUCKETS = LongStream.of(
                    10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10240, 20480, 40960, 81920)
            .mapToObj(Duration::ofMillis)
            .toList();

    private static final List<Double> TOKEN_BUCKETS =
            DoubleStream.iterate(1, limit -> limit * 4).limit(14).boxed().toList();

    /** The observation of a call; Micrometer makes a timer of that name of it, too. */
    public String observation() {
        return "gen_ai.client.operation";
    }

    /** The name of a call's span. */
    public String span(ChatOperation operation) {
        String model = operation.requestModel();
        return model == null ? OPERATION : OPERATION + " " + OneLine.of(model);
    }

    /** Attributes of a span that are attributes of a meter, too. */
    public KeyValues lowCardinalityAttributes(ChatOperation operation) {
        return durationAttributes(operation);
    }

    /** Attributes of a span alone; of two with one name this one counts. */
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

    /** Attributes of a span with what was asked and answered, for applications that ask for that. */
    public KeyValues contentAttributes(MessageContent content) {
        KeyValues attributes = KeyValues.of("gen_ai.input.messages", content.input());
        attributes = andWhole(attributes, "gen_ai.system_instructions", content.systemInstructions());
        return andWhole(attributes, "gen_ai.output.messages", content.output());
    }

    /** The timer of whole calls. */
    public String durationMeter() {
        return "gen_ai.client.operation.duration";
    }

    /** The timer from the start of a call to the first piece of its answer. */
    public String timeToFirstChunkMeter() {
        return "gen_ai.client.operation.time_to_first_chunk";
    }

    /** The timer from one piece of an answer to the next. */
    public String timePerOutputChunkMeter() {
        return "gen_ai.client.operation.time_per_output_chunk";
    }

    /** The distribution of tokens per call, as the provider reports them. */
    public String tokenUsageMeter() {
        return "gen_ai.client.token.usage";
    }

    /** The distribution of tokens per call, where they are estimated. */
    public String estimatedTokensMeter() {
        return "ai.streaming.tokens.estimated";
    }

    /** The counter of calls that were made again. */
    public String retriesMeter() {
        return "ai.streaming.retries";
    }

    /** The counter of calls that another provider took over. */
    public String fallbacksMeter() {
        return "ai.streaming.fallbacks";
    }

    /** The counter of calls for which a second provider was asked, since the first was slow. */
    public String hedgesMeter() {
        return "ai.streaming.hedges";
    }

    /** The counter of what guards have found. */
    public String guardsMeter() {
        return "ai.streaming.guards";
    }

    /** Attributes of what a guard has found; never the text. */
    public KeyValues guardAttributes(String guard, Guard.Place place, GuardAction action) {
        return KeyValues.of("guard", guard, "on", place.wireName(), "action", action.wireName());
    }

    /** Upper limits of the buckets of all timers. */
    public List<Duration> durationBuckets() {
        return DURATION_BUCKETS;
    }

    /** Upper limits of the buckets of tokens. */
    public List<Double> tokenBuckets() {
        return TOKEN_BUCKETS;
    }

    /** Attributes of the timers of chunks. */
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

    /** Attributes of the timer of whole calls. */
    public KeyValues durationAttributes(ChatOperation operation) {
        return and(meterAttributes(operation), "error.type", errorType(operation));
    }

    /** Attributes of the tokens of a question. */
    public KeyValues inputTokenAttributes(ChatOperation operation) {
        return meterAttributes(operation).and("gen_ai.token.type", "input");
    }

    /** Attributes of the tokens of an answer. */
    public KeyValues outputTokenAttributes(ChatOperation operation) {
        return meterAttributes(operation).and("gen_ai.token.type", "output");
    }

    /** Attributes of a call that is made again. */
    public KeyValues retryAttributes(Restart restart) {
        return KeyValues.of(
                "provider", restart.failed(), "code", restart.cause().code().wireName());
    }

    /** Attributes of a call that another provider takes over; {@code begun} says whether something of its answer had been delivered. */
    public KeyValues fallbackAttributes(Restart restart) {
        return retryAttributes(restart).and("fallback", restart.next(), "begun", Boolean.toString(restart.delivered()));
    }

    /** Attributes of a call for which two providers were asked. */
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

    /** What OpenTelemetry calls a provider. */
    protected String providerName(ProviderIdentity provider) {
        return ProviderType.find(provider.type())
                .map(ProviderType::conventionalName)
                .orElse(provider.type());
    }

    /** What a call failed with; {@code cancelled} for one that nobody wanted any more. */
    protected @Nullable String errorType(ChatOperation operation) {
        return operation.error() == null ? null : operation.error().code().wireName();
    }

    /** Whether a span is marked as failed. That nobody wanted the answer any more is no fault. */
    protected boolean isFailure(ErrorCode code) {
        return code != ErrorCode.CANCELLED;
    }

    private static @Nullable Double inSeconds(@Nullable Duration time) {
        return time == null ? null : time.toNanos() / 1e9;
    }

    /** What users and providers have named as they like, models and ids, is made one line. */
    private static KeyValues and(KeyValues attributes, String name, @Nullable Object value) {
        return andWhole(attributes, name, value == null ? null : OneLine.of(value.toString()));
    }

    private static KeyValues andWhole(KeyValues attributes, String name, @Nullable String value) {
        return value == null ? attributes : attributes.and(name, value);
    }
}
