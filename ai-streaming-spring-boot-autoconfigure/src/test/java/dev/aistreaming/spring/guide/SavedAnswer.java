package dev.aistreaming.spring.guide;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.hibernate.Length;
import org.jspecify.annotations.Nullable;

/** A question and what there is of its answer. */
@Entity
class SavedAnswer {

    enum State {
        OPEN,
        COMPLETE,
        BROKEN_OFF
    }

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @Column(length = Length.LONG32)
    private String question = "";

    @Column(length = Length.LONG32)
    private String text = "";

    @Enumerated(EnumType.STRING)
    private State state = State.OPEN;

    private @Nullable String error;

    private @Nullable Integer outputTokens;

    protected SavedAnswer() {} // for JPA

    SavedAnswer(String question) {
        this.question = question;
    }

    void complete(String text, @Nullable Integer outputTokens) {
        this.text = text;
        this.outputTokens = outputTokens;
        this.state = State.COMPLETE;
    }

    void breakOff(String text, String error) {
        this.text = text;
        this.error = error;
        this.state = State.BROKEN_OFF;
    }

    @Nullable
    Long id() {
        return id;
    }

    String question() {
        return question;
    }

    String text() {
        return text;
    }

    State state() {
        return state;
    }

    @Nullable
    String error() {
        return error;
    }

    @Nullable
    Integer outputTokens() {
        return outputTokens;
    }
}
