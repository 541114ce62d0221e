//! The program itself, run as people run it, on data folders of its own.

mod desk;

mod both;
mod faults;
mod fresh;
mod imports;
mod leaving;
mod masks;
mod orders;
mod people;
mod seeds;
mod served;
