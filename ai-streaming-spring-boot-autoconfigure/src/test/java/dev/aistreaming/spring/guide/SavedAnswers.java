package dev.aistreaming.spring.guide;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Each method is a transaction, on whichever thread it is called. */
@Service
class SavedAnswers {

    private final SavedAnswerRepository repository;

    SavedAnswers(SavedAnswerRepository repository) {
        this.repository = repository;
    }

    @Transactional
    public long begin(String question) {
        return Objects.requireNonNull(repository.save(new SavedAnswer(question)).id());
    }

    @Transactional
    public void complete(long id, ChatResponse response) {
        SavedAnswer answer = repository.findById(id).orElseThrow();
        answer.complete(response.content(), response.usage().outputTokens());
    }

    @Transactional
    public void breakOff(long id, AiException error) {
        ChatResponse partial = error.partial(); // null if nothing had arrived
        SavedAnswer answer = repository.findById(id).orElseThrow();
        answer.breakOff(partial == null ? "" : partial.content(), error.code().wireName());
    }
}
