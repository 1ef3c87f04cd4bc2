mod cmd;
mod contract;
mod hostile;
mod layers;
mod metamorphic;
mod properties;
mod support;
mod takeout;
