package dev.aistreaming.spring;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams by the ids of their chats; the header X-User says who it is. */
@Configuration(proxyBeanMethods = false)
class ChatController {

    @Bean
    StreamOwnerResolver owners() {
        return () -> ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
                .getRequest()
                .getHeader("X-User");
    }

    @RestController
    @RequestMapping("/api/chat/{chatId}")
    static class Controller {
        private final AiService ai;
        private final AiStreams streams;

        Controller(AiService ai, AiStreams streams) {
            this.ai = ai;
            this.streams = streams;
        }

        @GetMapping
        SseEmitter chat(
                @PathVariable String chatId,
                @RequestParam String question,
                @RequestParam(defaultValue = "true") boolean kept,
                @RequestParam(defaultValue = "") String format) {
            TaskBuilder task = ai.task().prompt(question).key(chatId).resumable(kept);
            return format.isEmpty() ? task.stream() : task.format(format).stream();
        }

        @GetMapping("/stream")
        SseEmitter resume(@PathVariable String chatId) {
            return streams.resumeByKey(chatId);
        }

        @PostMapping("/stop")
        String stop(@PathVariable String chatId) {
            return Boolean.toString(streams.stopByKey(chatId));
        }

        @GetMapping("/id")
        String id(@PathVariable String chatId) {
            return streams.findByKey(chatId)
                    .map(AiStreams.StreamStatus::streamId)
                    .orElse("nothing");
        }

        @GetMapping("/find")
        String find(@PathVariable String chatId) {
            return streams.findByKey(chatId)
                    .map(status -> status.lastEvent() + " " + status.ended())
                    .orElse("nothing");
        }
    }
}
