package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.Failover;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code ai.streaming}.
 *
 * @param enabled Whether AI streaming is configured at all.
 * @param defaultProvider Name of the provider that answers where none is named. Default: the only one.
 * @param providers Providers by name. A name that is a type, such as openai, implies it. Default: none, one is needed.
 * @param timeouts How long to wait for what.
 * @param heartbeatInterval After how long without a byte a comment is sent to the browser, which keeps proxies from cutting
 *     the stream and notices a browser that has left.
 * @param exposeProviderErrors Whether error events hold the provider's own words.
 * @param sse What the browser gets besides content and errors.
 * @param http Connections to providers.
 * @param http2 HTTP/2 towards providers.
 * @param proxy Which proxy leads to the providers.
 * @param writeTimeout How long a write to a browser that does not read may be blocked before its stream ends.
 * @param retry When a call that has failed before it delivered anything is made again.
 * @param fallback Providers that are asked, one after the other, where one fails before it has delivered anything.
 *     Default: none.
 * @param fallbackCodes Errors for which the next provider is asked.
 * @param failover What becomes of an answer whose provider fails in the middle of it: it ends with the error, or begins anew with
 *     the next of the fallbacks, and what the browser has got is void.
 * @param hedge When a second provider is asked because the first is slow.
 * @param limits How many answers at a time, and how long.
 * @param tools How far a model may go with tools.
 * @param mcp MCP servers, whose tools are offered as those of the application are.
 * @param guards What must not leave, and is masked, replaced, or ends the answer.
 * @param shutdown What becomes of running answers when the application stops.
 * @param resume Answers that survive a reload of the page.
 * @param client The module for browsers.
 * @param endpoints Ready-made endpoints for the clients of others.
 * @param conversations Conversations that are kept.
 * @param recorder What providers send, kept in files.
 * @param observability What calls tell a monitoring system.
 */
@ConfigurationProperties(prefix = "ai.streaming", ignoreUnknownFields = false)
public record AiStreamingProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String defaultProvider,
        @DefaultValue Map<String, ProviderProperties> providers,
        @DefaultValue TimeoutDefaults timeouts,
        @DefaultValue("10s") Duration heartbeatInterval,
        @DefaultValue("false") boolean exposeProviderErrors,
        @DefaultValue Sse sse,
        @DefaultValue Http http,
        @DefaultValue Http2 http2,
        @DefaultValue Proxy proxy,
        @DefaultValue("30s") Duration writeTimeout,
        @DefaultValue Retry retry,
        @DefaultValue List<String> fallback,

        @DefaultValue({
            "authentication",
            "model_not_found",
            "quota_exceeded",
            "rate_limited",
            "overloaded",
            "provider_error",
            "timeout",
            "network",
            "malformed_response",
            "truncated"
        })
        Set<ErrorCode> fallbackCodes,

        @DefaultValue("never") Failover failover,
        @NestedConfigurationProperty @DefaultValue HedgeProperties hedge,
        @DefaultValue Limits limits,
        @DefaultValue Tools tools,
        @NestedConfigurationProperty @DefaultValue McpProperties mcp,
        @DefaultValue Guards guards,
        @DefaultValue Shutdown shutdown,
        @NestedConfigurationProperty @DefaultValue ResumeProperties resume,
        @DefaultValue Client client,
        @NestedConfigurationProperty @DefaultValue EndpointProperties endpoints,
        @NestedConfigurationProperty @DefaultValue ConversationProperties conversations,
        @NestedConfigurationProperty @DefaultValue RecorderProperties recorder,
        @DefaultValue Observability observability) {

    /**
     * How long to wait for what.
     *
     * @param connect For a connection, TLS included. Default: spring.http.clients.connect-timeout where it is set, else 10s.
     * @param firstToken From the start to the first piece of the answer. Keep-alives of the provider do not count.
     * @param idle From one sign of life of the provider to the next after that.
     * @param end From a finish reason to the end of the provider's stream, where usage may still come; and for the rest of an
     *     error's body. The answer is whole without it.
     * @param total From the start to the end of an answer.
     */
    public record TimeoutDefaults(
            @Nullable Duration connect,
            @DefaultValue("60s") Duration firstToken,
            @DefaultValue("60s") Duration idle,
            @DefaultValue("2s") Duration end,
            @DefaultValue("10m") Duration total) {}

    /**
     * What the browser gets, and in whose words.
     *
     * @param format The name of the format that streams have by default, such as json. Default: the only bean of type
     *     StreamFormat, or json.
     * @param includeReasoning Whether the model's reasoning is sent.
     * @param includeMetadata Whether finish reason, token usage, model and provider are sent at the end.
     * @param includeToolCalls Whether calls of tools are sent, and where one step of an answer ends and the next begins.
     * @param includeToolResults Whether what tools give back is sent.
     * @param includeSources Whether the sources of an answer are sent.
     */
    public record Sse(
            @Nullable String format,
            @DefaultValue("false") boolean includeReasoning,
            @DefaultValue("false") boolean includeMetadata,
            @DefaultValue("false") boolean includeToolCalls,
            @DefaultValue("false") boolean includeToolResults,
            @DefaultValue("false") boolean includeSources) {}

    /**
     * Connections to providers.
     *
     * @param maxConnectionsPerProvider How many connections there may be to one provider at a time. Further calls wait for one.
     *     Default: any number.
     */
    public record Http(@Nullable Integer maxConnectionsPerProvider) {}

    /**
     * HTTP/2 towards providers.
     *
     * @param enabled Whether to speak HTTP/2 where a provider that is reached by https offers it. Each stream has a connection of
     *     its own all the same.
     */
    public record Http2(@DefaultValue("false") boolean enabled) {}

    /**
     * Which proxy leads to the providers.
     *
     * @param host Name or address of an HTTP proxy. Default: what the JVM's own settings say, such as https.proxyHost.
     * @param port Port of this proxy. Default: none, it is needed where the host is set.
     * @param username Name for a proxy that asks for one. Default: none.
     * @param password Password for a proxy that asks for one. Default: none, it is needed where the user name is set.
     * @param nonProxyHosts Hosts that are reached without this proxy; a * stands for any text.
     */
    public record Proxy(
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue({"localhost", "127.*", "[::1]"}) List<String> nonProxyHosts) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Proxy[host=" + host + ", port=" + port + ", username=" + username + ", nonProxyHosts="
                    + nonProxyHosts + "]";
        }
    }

    /**
     * When a call that has failed before it delivered anything is made again.
     *
     * @param maxAttempts How often a call is made in all. 1 means never again.
     * @param initialBackoff Longest wait before the second attempt. Doubled for each further one; the wait is random below it.
     * @param maxBackoff Longest wait between two attempts, where the provider does not ask for another.
     * @param maxRetryAfter Longest wait that a provider may ask for. Where it asks for more, the error is not retried.
     */
    public record Retry(
            @DefaultValue("3") int maxAttempts,
            @DefaultValue("500ms") Duration initialBackoff,
            @DefaultValue("8s") Duration maxBackoff,
            @DefaultValue("30s") Duration maxRetryAfter) {}

    /**
     * How many answers at a time, and how long.
     *
     * @param maxConcurrentStreams How many answers are streamed at a time by this application. Default: any number.
     * @param maxConcurrentStreamsPerClient How many answers are streamed at a time to one user or, for users who are not
     *     signed in, one address; of IPv6 addresses, one /64. Default: any number.
     * @param maxRequestCharacters Longest request, instructions and all messages together.
     * @param maxMediaBytes How large the images, files and sounds of one request may be together, results of tools included.
     * @param maxAnswerCharacters Longest answer, reasoning and tool calls included. A provider that goes on is stopped.
     * @param maxTotalAnswerSize How much memory the answers that are under way may take together, at 2 bytes for a character. An
     *     answer beyond it ends with busy. Default: an eighth of the heap.
     * @param maxToolCalls How many tool calls an answer may have. One with more fails with malformed_response.
     * @param maxEventSize Largest event that a provider may send, and largest answer in one piece. Beyond it the answer
     *     fails with malformed_response.
     * @param tokensPerClient How many tokens a client may use.
     */
    public record Limits(
            @Nullable Integer maxConcurrentStreams,
            @Nullable Integer maxConcurrentStreamsPerClient,
            @DefaultValue("1000000") Integer maxRequestCharacters,
            @DefaultValue("20MB") DataSize maxMediaBytes,
            @DefaultValue("4000000") Integer maxAnswerCharacters,
            @Nullable DataSize maxTotalAnswerSize,
            @DefaultValue("128") Integer maxToolCalls,
            @DefaultValue("1MB") DataSize maxEventSize,
            @NestedConfigurationProperty @DefaultValue TokenLimitProperties tokensPerClient) {}

    /**
     * How far a model may go with tools.
     *
     * @param maxSteps How many times the model is asked for one answer. The last time it is asked without tools, so that it
     *     answers; 1 means that no tools are offered.
     * @param timeout How long one call of a tool may take. Then it is interrupted, and the model is told.
     * @param maxResultCharacters How long the texts of one result may be. The rest is cut, and the model is told.
     * @param maxCallsPerStep How many calls of one step are run. The model is told that the others were not.
     * @param endOnFailure Whether a tool that throws, or takes too long, ends the answer with tool_failed, instead of the model
     *     being told that it failed.
     * @param approvalTimeout How long an answer waits for somebody to approve a tool's call. After that the model is told that
     *     nobody has.
     */
    public record Tools(
            @DefaultValue("8") int maxSteps,
            @DefaultValue("30s") Duration timeout,
            @DefaultValue("50000") int maxResultCharacters,
            @DefaultValue("32") int maxCallsPerStep,
            @DefaultValue("false") boolean endOnFailure,
            @DefaultValue("10m") Duration approvalTimeout) {}

    /**
     * What must not leave.
     *
     * @param maxHold How long the model may be silent before guards that let go at a pause do so.
     * @param rules Guards by name; beans of type Guard come before them. Default: none.
     */
    public record Guards(
            @DefaultValue("2s") Duration maxHold,
            @DefaultValue Map<String, GuardProperties> rules) {}

    /**
     * What becomes of running answers when the application stops.
     *
     * @param drainTimeout How long they may go on before they end with an error.
     */
    public record Shutdown(@DefaultValue("20s") Duration drainTimeout) {}

    /**
     * The module for browsers.
     *
     * @param enabled Whether /ai-streaming/client.js and partial-json.js are served.
     */
    public record Client(@DefaultValue("true") boolean enabled) {}

    /**
     * What calls tell a monitoring system.
     *
     * @param enabled Whether spans and meters are recorded where Micrometer is present.
     * @param propagateTrace Whether the trace goes on at the provider, by the header traceparent or what stands for it.
     * @param includeContent Whether spans hold what was asked and answered. It then is where your traces are.
     */
    public record Observability(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("false") boolean propagateTrace,
            @DefaultValue("false") boolean includeContent) {}
}
