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
 * @param enabled Whether to set up AI streaming at all.
 * @param defaultProvider Name of the provider that answers requests that do not name one. Required if several providers are
 *     configured. Default: the only provider.
 * @param providers Providers by name. A name that is also a type, such as "openai", implies the type and its base URL; any
 *     other name needs a "type" and a "base-url". Default: none; the application needs at least one.
 * @param timeouts Timeouts of calls to providers.
 * @param heartbeatInterval How long nothing may be sent to the client before a comment is sent. These heartbeats keep proxies
 *     from closing the connection and detect clients that have disconnected.
 * @param exposeProviderErrors Whether error events contain the provider's own error message. It may quote the prompt.
 * @param sse Content of the stream to the browser.
 * @param http Connections to providers.
 * @param http2 HTTP/2 for connections to providers.
 * @param proxy HTTP proxy for connections to providers.
 * @param writeTimeout How long a write to a client that does not read may block. When it is over, the stream ends, the
 *     provider's call is cancelled and the connection is closed.
 * @param retry Retries of calls that fail before they have delivered anything.
 * @param fallback Names of the providers that are asked, one after the other, if a provider fails for good before it has
 *     delivered anything. Each uses its own model. Default: none.
 * @param fallbackCodes Error codes for which the next fallback is asked.
 * @param failover What happens to an answer if its provider fails in the middle of it: "never" ends it with the error;
 *     "restart" discards what was sent and starts it again with the next fallback.
 * @param hedge Hedging: asking a second provider if the first is slow.
 * @param limits Limits of requests, answers and clients.
 * @param tools Limits of tool calls.
 * @param mcp MCP servers whose tools are offered to models.
 * @param guards Guards that find and mask, replace or stop text.
 * @param shutdown Graceful shutdown.
 * @param resume Resumable streams: answers that survive a reload of the page.
 * @param client JavaScript module for browsers.
 * @param endpoints Ready-made endpoints for third-party clients.
 * @param conversations Stored conversation history.
 * @param recorder Recording of what providers send.
 * @param observability Traces and metrics.
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
     * Timeouts of calls to providers. A timeout ends the stream with the error code {@code timeout}.
     *
     * @param connect Longest time to open a connection to a provider, TLS handshake included. An attempt that takes longer
     *     fails, and the call is retried. Default: "spring.http.clients.connect-timeout" if it is set, otherwise "10s".
     * @param firstToken Longest time from the start of an attempt to the first piece of the answer (text, reasoning or a tool
     *     call). Keep-alives of the provider do not count. When it is over, the fallbacks are asked; the same provider is not
     *     asked again.
     * @param idle Longest time between two signs of life of the provider after the first piece of the answer. Keep-alives count
     *     as signs of life. Time during which a slow client holds up its own stream does not count.
     * @param end Longest time from the finish reason to the end of the provider's stream, where token usage may still arrive,
     *     and for the rest of the body of an error. When it is over, the answer is complete, or the error is reported, without
     *     the rest.
     * @param total Longest time for the whole answer, including fallbacks, retries, the waits between them, and all steps with
     *     tools. The time stands still while people decide on a tool call.
     */
    public record TimeoutDefaults(
            @Nullable Duration connect,
            @DefaultValue("60s") Duration firstToken,
            @DefaultValue("60s") Duration idle,
            @DefaultValue("2s") Duration end,
            @DefaultValue("10m") Duration total) {}

    /**
     * Content of the stream to the browser.
     *
     * @param format Name of the stream format that is used by default: "json", "ai-sdk", "ag-ui", "openai", "text", or the name
     *     of a "StreamFormat" bean. Default: the only "StreamFormat" bean, or the primary one, otherwise "json".
     * @param includeReasoning Whether to send the model's reasoning.
     * @param includeMetadata Whether to send the finish reason, token usage, model and provider at the end of the stream.
     * @param includeToolCalls Whether to send tool calls, and where one step of an answer ends and the next begins.
     * @param includeToolResults Whether to send the results of tools.
     * @param includeSources Whether to send the sources that an answer cites.
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
     * @param maxConnectionsPerProvider Highest number of connections to one provider at a time. Further calls wait for a free
     *     connection, at most for "timeouts.first-token". Default: no limit.
     */
    public record Http(@Nullable Integer maxConnectionsPerProvider) {}

    /**
     * HTTP/2 for connections to providers.
     *
     * @param enabled Whether to use HTTP/2 with providers that offer it over TLS. Each stream still has a connection to itself.
     */
    public record Http2(@DefaultValue("false") boolean enabled) {}

    /**
     * HTTP proxy for connections to providers.
     *
     * @param host Host name or address of an HTTP proxy. Default: the proxy settings of the JVM, such as "-Dhttps.proxyHost".
     * @param port Port of the proxy. Required if the host is set. Default: none.
     * @param username User name for a proxy that requires authentication (Basic). Default: none.
     * @param password Password for a proxy that requires authentication. Required if the user name is set. Default: none.
     * @param nonProxyHosts Hosts that are reached without the proxy. A "*" stands for any text.
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
     * Retries of calls that fail before they have delivered anything.
     *
     * @param maxAttempts How often a call is made in all, the first attempt included; also how often "run()" asks for an object
     *     that the model gets wrong. 1 means no retry.
     * @param initialBackoff Longest wait before the second attempt. It doubles for each further attempt; the actual wait is a
     *     random time below it.
     * @param maxBackoff Longest wait between two attempts when the provider does not ask for a particular one. It caps
     *     "initial-backoff", too.
     * @param maxRetryAfter Longest wait that a provider may ask for with its "retry-after" header. If it asks for more, the
     *     call is not retried and the error is reported at once.
     */
    public record Retry(
            @DefaultValue("3") int maxAttempts,
            @DefaultValue("500ms") Duration initialBackoff,
            @DefaultValue("8s") Duration maxBackoff,
            @DefaultValue("30s") Duration maxRetryAfter) {}

    /**
     * Limits of requests, answers and clients.
     *
     * @param maxConcurrentStreams Highest number of open streams of this application instance. A further stream is refused with
     *     status 429 and "Retry-After". Default: no limit.
     * @param maxConcurrentStreamsPerClient Highest number of open streams of one signed-in user or, for anonymous users, of one
     *     IP address (for IPv6, one /64 network). A further stream is refused with status 429 and "Retry-After". Also limits
     *     how many streams one client reads. Default: no limit.
     * @param maxRequestCharacters Longest request in characters: instructions, the text of all messages, tools and schemas
     *     together. Images, files and audio do not count. A longer request is refused with "invalid_request".
     * @param maxMediaBytes Largest total size of the images, files and audio of one request, in raw bytes rather than base64.
     *     Media in tool results count; URLs and file ids do not. A larger request is refused with "invalid_request".
     * @param maxAnswerCharacters Longest answer in characters, including reasoning and tool calls (their ids and names each
     *     time they arrive). At the limit the provider is stopped and the answer ends with the finish reason "length".
     * @param maxTotalAnswerSize Memory that all answers in progress may take together, counted as 2 bytes per character. At the
     *     limit, an answer that grows and is longer than 4,096 characters ends with the error code "busy". Default: one eighth
     *     of the heap.
     * @param maxToolCalls Highest number of tool calls in one answer of a model. An answer with more fails with
     *     "malformed_response" after the part that had arrived.
     * @param maxEventSize Largest event in a provider's stream, and largest answer that arrives in one piece. A larger one
     *     fails the answer with "malformed_response".
     * @param tokensPerClient Token budget of each client.
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
     * Limits of tool calls.
     *
     * @param maxSteps How many times the model may be asked for one answer. The last time it is asked without tools, so that it
     *     has to answer. With 1, no tools are offered.
     * @param timeout Longest time that one tool call may take. When it is over, the call is interrupted and the model is told.
     * @param maxResultCharacters Longest text of one tool result, in characters. The rest is cut off and the model is told.
     * @param maxCallsPerStep Highest number of tool calls that are executed in one step. The model is told that the others were
     *     not.
     * @param endOnFailure Whether a tool that throws an exception or exceeds its timeout ends the answer with the error code
     *     "tool_failed". By default the model is told, and goes on.
     * @param approvalTimeout How long an answer waits for somebody to approve a tool call. When it is over, the model is told
     *     that nobody has approved it.
     */
    public record Tools(
            @DefaultValue("8") int maxSteps,
            @DefaultValue("30s") Duration timeout,
            @DefaultValue("50000") int maxResultCharacters,
            @DefaultValue("32") int maxCallsPerStep,
            @DefaultValue("false") boolean endOnFailure,
            @DefaultValue("10m") Duration approvalTimeout) {}

    /**
     * Guards that find and mask, replace or stop text.
     *
     * @param maxHold How long the model may be silent before guards with "release-at-pause" send the text that they hold back.
     * @param rules Guards by name. Beans of type "Guard" are applied before them. Default: none.
     */
    public record Guards(
            @DefaultValue("2s") Duration maxHold,
            @DefaultValue Map<String, GuardProperties> rules) {}

    /**
     * Graceful shutdown.
     *
     * @param drainTimeout How long open streams may go on when the application stops. When it is over, they end with an error.
     *     "0" ends them at once. Keep it below "spring.lifecycle.timeout-per-shutdown-phase".
     */
    public record Shutdown(@DefaultValue("20s") Duration drainTimeout) {}

    /**
     * JavaScript module for browsers.
     *
     * @param enabled Whether to serve "/ai-streaming/client.js" and "/ai-streaming/partial-json.js".
     */
    public record Client(@DefaultValue("true") boolean enabled) {}

    /**
     * Traces and metrics.
     *
     * @param enabled Whether to record spans and meters if Micrometer is on the class path.
     * @param propagateTrace Whether to propagate the trace to the provider with the header "traceparent" or its equivalent.
     * @param includeContent Whether spans contain prompts and answers, which are then stored wherever your traces are.
     */
    public record Observability(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("false") boolean propagateTrace,
            @DefaultValue("false") boolean includeContent) {}
}
