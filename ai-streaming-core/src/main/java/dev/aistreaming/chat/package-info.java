/**
 * The vocabulary that all other packages share: requests, messages, events, answers, errors, and the contract of a call. Depends on
 * no other package.
 *
 * <p>Begin with {@link dev.aistreaming.chat.ChatProvider}, which makes a {@link dev.aistreaming.chat.ChatCall} for a {@link
 * dev.aistreaming.chat.ChatRequest}. The call reports {@link dev.aistreaming.chat.StreamEvent}s to a {@link
 * dev.aistreaming.chat.StreamListener}, and ends with either a {@link dev.aistreaming.chat.ChatResponse} or an {@link
 * dev.aistreaming.chat.AiException}.
 */
@NullMarked
package dev.aistreaming.chat;

import org.jspecify.annotations.NullMarked;
