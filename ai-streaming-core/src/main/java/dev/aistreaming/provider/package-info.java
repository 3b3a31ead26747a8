/**
 * The wire protocols of AI providers, which map requests, streams and errors of each provider to the vocabulary of {@code chat}.
 *
 * <p>Begin with {@link dev.aistreaming.provider.HttpChatProvider}, configured by {@link dev.aistreaming.provider.ProviderSettings}
 * with a {@link dev.aistreaming.provider.ProviderType}. Each protocol consists of a {@code WireProtocol}, which writes requests,
 * and an {@code EventMapper}, which reads the events of an answer. {@link dev.aistreaming.provider.PushedCall} adapts client
 * libraries that deliver answers in their own way.
 */
@NullMarked
package dev.aistreaming.provider;

import org.jspecify.annotations.NullMarked;
