// What the walks write: an article as a clinic would have it, with its questions, all of it made up for here.

export const QUESTIONS = [
  {
    question: 'How soon does a sore wrist settle?',
    answer: 'Most sore wrists settle within **two to three weeks** once the load changes. If yours has not eased by then, have it looked at.',
  },
  {
    question: 'Does a soft wrist rest help?',
    answer: 'It helps in pauses. While you type, hands that hover do better than hands that lean.',
  },
  {
    question: 'Should I wear a splint at night?',
    answer: 'A light splint keeps the wrist straight while you sleep. Try it for a week, and stop if your fingers tingle.',
  },
  {
    question: 'Is it the mouse or the keyboard?',
    answer: 'Change sides with the mouse for three days. If the ache moves along, you have your answer.',
  },
  {
    question: 'Can I keep climbing?',
    answer: 'Yes, on open holds and below your limit. Leave crimps and campus boards for later.',
  },
  {
    question: 'When is an X-ray worth it?',
    answer: 'After a fall on the hand, or when one spot hurts to touch. For an ache that crept in, it shows little.',
  },
]

export const slugOf = (title) => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')

export const ARTICLE = {
  title: 'Sore wrists after a day of typing',
  standfirst: 'Why an ordinary working day can leave your wrists aching, and the few changes that help most.',
  body: `Sore wrists creep up on people who would never call their work heavy.

One deadline, one new laptop, one week at the kitchen table, and the ache is there.

The good news? Small changes carry a long way.

In this guide we go through what makes wrists sore, what you can change this week, and where we come in.

::cta{ref="schedule-a-consultation"}

## Why do wrists ache after typing?

Here is what we find most often:

### Hands that bend backwards

A keyboard that stands too high lifts the hands, and the tendons slide round a corner all day long.

### The same few muscles

Typing asks little of the arm and much of a few small muscles. *They never get a rest, and never get stronger.*

### A mouse that is out of reach

An arm that is stretched to the side holds itself up for hours.

## Signs that it comes from the desk

- An ache that grows towards the evening
- Stiff fingers in the first minutes of the morning
- Relief at the weekend
- Tingling that follows a long phone call

## What to change this week

1. Lower the keyboard until your elbows hang open.
2. Bring the mouse beside it.
3. Stand up for every call.

> Move a little, often. It beats moving a lot, seldom.

::cta{ref="free-movement-screening"}

## When to see somebody

Have it looked at when it wakes you at night, when the hand loses strength, or when [three weeks of changes](https://larkmoor.example/three-weeks) have changed nothing.

## How we can help

We watch you at work, measure grip and reach, and write a plan of ten minutes a day.

::cta{ref="call-the-clinic"}

## Questions about sore wrists

::faqs{heading="Questions about sore wrists" refs="${QUESTIONS.map(({ question }) => slugOf(question)).join(', ')}"}

::cta{ref="newsletter-one-good-stretch"}
`,
}

/** An article around one shared question. */
export const sharing = (title, faq) => ({ title, body: { markdown: `A short text.\n\n::faqs{refs="${faq}"}` } })
